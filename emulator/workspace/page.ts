import type { Context } from "hono";
import { html } from "hono/html";

type Html = ReturnType<typeof html>;

/** A page without a script: sign-in, consent, and what is wrong. */
export function gate(
  c: Context,
  title: string,
  content: Html,
  status: 200 | 400 | 403 = 200,
): Response | Promise<Response> {
  c.header(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
  );
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>${title}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/agent/assets/gate.css" />
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            ${content}
          </main>
        </body>
      </html>`,
    status,
  );
}
