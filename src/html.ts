const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as it stands between tags or quotes, whatever is in it. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

export interface HtmlPage {
  readonly status: number;
  readonly title: string;
  /** HTML: {@link escaped} where somebody else's words are in it. */
  readonly body: string;
  /** Whether a script of the server's own may run. Default: none. */
  readonly script?: boolean;
  /** To whom a form of the page may be posted. Default: to nobody. */
  readonly formAction?: string;
}

/** A page of a few words. No styles; it is never stored, and stands in no frame. */
export function htmlPage({ status, title, body, script = false, formAction = "'none'" }: HtmlPage): Response {
  const scripts = script ? "script-src 'self'; " : "";
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; ${scripts}base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
    // An address may be a secret for a while. A form posted without any origin could be refused.
    "referrer-policy": formAction === "'none'" ? "no-referrer" : "strict-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Tierline</title><body><main><h1>${title}</h1>${body}</main></body></html>`;
  return new Response(html, { status, headers });
}
