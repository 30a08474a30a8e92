// Probot's middleware on `node:http`, with one handler that only counts: GitHub is never asked for anything, so there is no
// network in it. Nothing is logged either, where Probot's own server would log each request; without, it is as quick.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createNodeMiddleware, Probot } from "probot";
import { announce } from "./contestant.ts";

const SECRET = "the secret of a bench, which nobody has to guess";
const PATH = "/api/github/webhooks";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

let handled = 0;
const probot = new Probot({ appId: 1_042_219, privateKey, secret: SECRET, logLevel: "fatal" });
const middleware = await createNodeMiddleware(
  (app) => {
    app.on("issues.opened", () => {
      handled += 1;
    });
  },
  { probot, webhooksPath: PATH },
);

const server = createServer((request, response) => void middleware(request, response)).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  announce({ port: address.port, path: PATH, secret: SECRET }, async () => handled);
});
