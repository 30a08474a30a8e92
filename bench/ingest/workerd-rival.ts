// One of the routes of workerd-rivals.ts: `hono`, `body`, `object` or `least`.
import { announce } from "./contestant.ts";
import { serveOnWorkerd } from "./workerd-process.ts";

const SECRET = "the secret of a bench, which nobody has to guess";
const [route = "hono"] = process.argv.slice(2);
const { port, cpu } = await serveOnWorkerd({
  entry: "bench/ingest/workerd-rivals.ts",
  objects: { OBJECTS: "BenchObject" },
  onDisk: process.argv.includes("--disk"),
  settings: { SECRET },
});
const looks = route === "least";
announce(
  { port, path: `/${route}/bench`, secret: looks ? SECRET : null },
  () => (looks ? fetch(`http://127.0.0.1:${port}/count`).then(async (answer) => Number(await answer.text())) : null),
  cpu,
);
