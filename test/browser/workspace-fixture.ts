import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const SDK = join(import.meta.dirname, "../../node_modules/zendesk_app_framework_sdk/lib");

export interface FixtureApp {
  readonly origin: string;
  /** The headers and body of each request to `/api/…`, as they came. */
  readonly asked: { readonly url: string; readonly headers: Record<string, unknown>; readonly body: string }[];
  close(): Promise<void>;
}

/** An app of its own origin that does nothing by itself: a page with Zendesk's own SDK, whose `client` a test drives. */
export async function serveFixtureApp(): Promise<FixtureApp> {
  const asked: FixtureApp["asked"] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    if (url.startsWith("/sdk.js")) {
      response.writeHead(200, { "content-type": "text/javascript" }).end(sdk());
      return;
    }
    if (!url.startsWith("/api/")) {
      response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
      return;
    }
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      asked.push({ url, headers: request.headers, body: Buffer.concat(parts).toString() });
      const status = url.startsWith("/api/refused") ? 403 : 200;
      response
        .writeHead(status, { "content-type": "application/json", "set-cookie": "stranger=1" })
        .end(JSON.stringify({ answered: url }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Fixture</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <main><h1>Fixture</h1><p id="state">waiting</p></main>
    <script src="/sdk.js"></script>
    <script>
      const client = ZAFClient.init();
      const paint = (scheme) => { document.documentElement.style.colorScheme = scheme; };
      paint(new URLSearchParams(location.search).get("colorScheme"));
      client.on("colorScheme.changed", paint);
      const heard = [];
      const hear = (name) => client.on(name, (message) => { heard.push([name, message]); });
      hear("app.registered");
      hear("app.activated");
      client.on("app.registered", () => { document.getElementById("state").textContent = "registered"; });
    </script>
  </body>
</html>`;

/** The package's CommonJS files as one script, unchanged. */
function sdk(): string {
  const names = ["vendor/native-promise-only", "utils", "client", "index"];
  const modules = names.map((name) => {
    const source = readFileSync(join(SDK, `${name}.js`), "utf8");
    return `${JSON.stringify(`./${name}`)}: (module, exports, require) => {${source}\n}`;
  });
  return `(() => {
    const modules = {${modules.join(",\n")}};
    const loaded = {};
    const require = (name) => {
      if (!loaded[name]) modules[name](loaded[name] = { exports: {} }, loaded[name].exports, require);
      return loaded[name].exports;
    };
    window.ZAFClient = require("./index");
  })();`;
}
