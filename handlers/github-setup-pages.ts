import type { Connected, OperatorFailure, RegistrationForm } from "../src/account/answers.ts";
import { escaped, htmlPage } from "../src/html.ts";

/** The few words of HTML on the way to a GitHub App. No styles, no script. */

/** One button, which posts the manifest to GitHub. */
export function formPage({ owner, action, manifest }: RegistrationForm): Response {
  const body =
    `<p>GitHub registers an App of your own for <b>${escaped(owner)}</b>, with the permissions that Tierline needs ` +
    "and no others, and then asks in which repositories to install it.</p>" +
    `<form method="post" action="${escaped(action)}"><input type="hidden" name="manifest" value="${escaped(manifest)}">` +
    "<button>Go on to GitHub</button></form>";
  return htmlPage({ status: 200, title: "Register a GitHub App", body, formAction: new URL(action).origin });
}

export function connectedPage({ account, mode, steps }: Connected): Response {
  const notes = steps.filter(({ kind }) => kind === "warning").map(({ what, detail }) => `${what}: ${detail}`);
  const next =
    mode === "shadow"
      ? `<p>Nothing is written to issues yet. See what would be: <code>tierline decisions --owner ${escaped(account)}</code>. ` +
        `Then write: <code>tierline mode live --owner ${escaped(account)}</code>.</p>`
      : "";
  const body =
    `<p><b>${escaped(account)}</b> is connected in ${escaped(mode)} mode. You can close this page.</p>` +
    (notes.length === 0 ? "" : `<ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join("")}</ul>`) +
    next;
  return htmlPage({ status: 200, title: "Connected", body });
}

/** Says why not, and what to do. */
export const refusedPage = (status: 400 | 404, { message, mend }: OperatorFailure): Response =>
  htmlPage({ status, title: "Not connected", body: `<p>${escaped(message)}</p><p>${escaped(mend)}</p>` });
