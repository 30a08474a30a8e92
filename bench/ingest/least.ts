// The least that does the same: no framework, no checks, no routes. Verifies with node:crypto, parses, and commits the
// digests of one turn of the event loop together, in a table of one column. What Tierline adds shows beside it.
import { createHmac, createSecretKey, hash, timingSafeEqual } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { announce } from "./contestant.ts";

const SECRET = "the secret of a bench, which nobody has to guess";
const folder = mkdtempSync(join(tmpdir(), "tierline-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const database = new DatabaseSync(join(folder, "least.sqlite"));
for (const pragma of ["locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"])
  database.exec(`PRAGMA ${pragma}`);
database.exec("CREATE TABLE delivery (digest TEXT PRIMARY KEY) WITHOUT ROWID");
const insert = database.prepare("INSERT INTO delivery (digest) VALUES (?) ON CONFLICT DO NOTHING");
const key = createSecretKey(Buffer.from(SECRET));

let accepted = 0;
let waiting: { readonly digest: string; readonly response: ServerResponse }[] = [];

function commit(): void {
  const batch = waiting;
  waiting = [];
  database.exec("BEGIN");
  for (const { digest } of batch) accepted += Number(insert.run(digest).changes);
  database.exec("COMMIT");
  for (const { response } of batch) answer(response, 200, "ok");
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=UTF-8" });
  response.end(text);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const stamp = String(request.headers["x-zendesk-webhook-signature-timestamp"]);
    const sent = Buffer.from(String(request.headers["x-zendesk-webhook-signature"]), "base64");
    const right = createHmac("sha256", key).update(stamp).update(body).digest();
    if (sent.length !== right.length || !timingSafeEqual(sent, right)) return answer(response, 401, "unauthorized");
    // By time, then by digest, as Tierline keeps them: what comes together lies together.
    const { time } = JSON.parse(body.toString());
    waiting.push({ digest: `${time} ${hash("sha256", body, "hex")}`, response });
    if (waiting.length === 1) setImmediate(commit);
  });
}).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  announce({ port: address.port, path: "/webhooks/zendesk/bench", secret: SECRET }, async () => accepted);
});
