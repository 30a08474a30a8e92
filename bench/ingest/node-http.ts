// Answers every request, and looks at none.
import { createServer } from "node:http";
import { announce } from "./contestant.ts";

const server = createServer((_, response) => {
  response.writeHead(200, { "content-type": "text/plain; charset=UTF-8" });
  response.end("ok");
}).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  announce({ port: address.port, path: "/webhooks/zendesk/bench", secret: null });
});
