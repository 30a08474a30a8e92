import type { Connected, OperatorFailure, RegistrationForm } from "../src/account/answers.ts";

/** The few words of HTML on the way to a GitHub App. No styles, no script. */

/** @param formAction to whom a form of this page may be posted */
const headers = (formAction: string): Readonly<Record<string, string>> => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": `default-src 'none'; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
  // Their addresses are secrets for a while. A form posted without any origin could be refused.
  "referrer-policy": formAction === "'none'" ? "no-referrer" : "strict-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
});

/** One button, which posts the manifest to GitHub. */
export function formPage({ owner, action, manifest }: RegistrationForm): Response {
  const body =
    `<p>GitHub registers an App of your own for <b>${escaped(owner)}</b>, with the permissions that Tierline needs ` +
    "and no others, and then asks in which repositories to install it.</p>" +
    `<form method="post" action="${escaped(action)}"><input type="hidden" name="manifest" value="${escaped(manifest)}">` +
    "<button>Go on to GitHub</button></form>";
  return page(200, "Register a GitHub App", body, new URL(action).origin);
}

export function connectedPage({ account, mode, steps }: Connected): Response {
  const notes = steps.filter(({ kind }) => kind === "warning").map(({ what, detail }) => `${what}: ${detail}`);
  const next =
    mode === "shadow"
      ? `<p>Nothing is written to issues yet. See what would be: <code>tierline decisions --owner ${escaped(account)}</code>. ` +
        `Then write: <code>tierline mode live --owner ${escaped(account)}</code>.</p>`
      : "";
  return page(
    200,
    "Connected",
    `<p><b>${escaped(account)}</b> is connected in ${escaped(mode)} mode. You can close this page.</p>` +
      (notes.length === 0 ? "" : `<ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join("")}</ul>`) +
      next,
  );
}

/** Says why not, and what to do. */
export const refusedPage = (status: 400 | 404, { message, mend }: OperatorFailure): Response =>
  page(status, "Not connected", `<p>${escaped(message)}</p><p>${escaped(mend)}</p>`);

const page = (status: number, title: string, body: string, formAction = "'none'"): Response =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Tierline</title><body><main><h1>${title}</h1>${body}</main></body></html>`,
    { status, headers: headers(formAction) },
  );

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
