import { escaped, htmlPage } from "../../src/html.ts";
import type { Failure } from "../api/problem.ts";

/** The few words of HTML that a sign-in shows. No styles, no inline script: the app's own pages are elsewhere. */

/** What is handed to the window that opened the pop-up. */
export interface HandedOver {
  readonly token: string;
  readonly name: string;
  readonly expiresAt: string;
}

/** Gives the token to the page of ours that opened this window, and to no other. */
export function signedInPage(handed: HandedOver): Response {
  const words = '<p id="signed-in">You are signed in. This window closes by itself.</p>';
  const body = words + tellOpener({ type: "tierline:signed-in", ...handed });
  return htmlPage({ status: 200, title: "Signed in", body, script: true });
}

/** Says why not, here and to the page of ours that opened this window. */
export function refusedPage(
  status: 400 | 403 | 404 | 422 | 429 | 502,
  { reason, message, mend }: Failure,
  cookie?: string,
): Response {
  const words = `<p>${escaped(message)}</p><p>${escaped(mend)}</p>`;
  const body = words + tellOpener({ type: "tierline:refused", reason, message, mend });
  const response = htmlPage({ status, title: "Not signed in", body, script: true });
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
