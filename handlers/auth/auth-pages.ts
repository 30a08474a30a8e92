import type { Failure } from "../api/problem.ts";

/** The few words of HTML that a sign-in shows. No styles, no inline script: the app's own pages are elsewhere. */

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** What is handed to the window that opened the pop-up. */
export interface HandedOver {
  readonly token: string;
  readonly name: string;
  readonly expiresAt: string;
}

/** Gives the token to the page of ours that opened this window, and to no other. */
export function signedInPage(handed: HandedOver): Response {
  const words = '<p id="signed-in">You are signed in. This window closes by itself.</p>';
  return page(200, "Signed in", words + tellOpener({ type: "tierline:signed-in", ...handed }));
}

/** Says why not, here and to the page of ours that opened this window. */
export function refusedPage(
  status: 400 | 403 | 404 | 422 | 429 | 502,
  { reason, message, mend }: Failure,
  cookie?: string,
): Response {
  const words = `<p>${escaped(message)}</p><p>${escaped(mend)}</p>`;
  const response = page(
    status,
    "Not signed in",
    words + tellOpener({ type: "tierline:refused", reason, message, mend }),
  );
  if (cookie !== undefined) response.headers.append("set-cookie", cookie);
  return response;
}

/** Below the origin. */
export const SCRIPT_PATH = "/auth/signed-in.js";

/** By the `type` the opener knows what it is told (app/admin/session/pop-up.ts). */
const tellOpener = (
  message: (HandedOver & { type: "tierline:signed-in" }) | (Failure & { type: "tierline:refused" }),
): string => `<script src="${SCRIPT_PATH}" data-message="${escaped(JSON.stringify(message))}"></script>`;

/**
 * The opener must be of our own origin: the browser keeps the message from every other. A refusal stays readable until
 * the opener, which shows it then, closes this window.
 */
const SCRIPT = `const { message } = document.currentScript.dataset;
const signedIn = document.getElementById("signed-in");
if (window.opener) {
  window.opener.postMessage(JSON.parse(message), window.location.origin);
  if (signedIn) window.close();
} else if (signedIn) {
  signedIn.textContent =
    "You are signed in, but the window that asked for it can't be reached. Close this one and try again.";
}
`;

export const signedInScript = (): Response =>
  new Response(SCRIPT, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    },
  });

const page = (status: number, title: string, body: string): Response =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Tierline</title><body><main><h1>${title}</h1>${body}</main></body></html>`,
    { status, headers: HEADERS },
  );

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
