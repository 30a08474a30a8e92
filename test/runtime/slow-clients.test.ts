import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { expect, onTestFinished, test, vi } from "vitest";
import { listen } from "../../src/node/server.ts";

// Clients that would keep a connection for ever, on real sockets. test/long/slow.ts plays a thousand of them at once.

const STALLED_MS = 50;
/** More than all buffers between the two hold. */
const LARGE = "x".repeat(32_000_000);

async function aServer(app: Hono): Promise<number> {
  const { port, close } = await listen(app, "127.0.0.1", 0, STALLED_MS);
  onTestFinished(() => close(0));
  return port;
}

async function aClient(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

const asking = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

test("a client that doesn't read its answer is cut off", async () => {
  const cut = vi.fn();
  const app = new Hono().get("/", (context) => {
    const { incoming } = context.env as HttpBindings;
    incoming.socket.once("close", cut);
    return context.text(LARGE);
  });
  const client = await aClient(await aServer(app));
  client.pause();
  client.write(asking("/"));
  await vi.waitFor(() => expect(cut).toHaveBeenCalled(), { timeout: 4000, interval: 10 });
});

test("a client that reads a long answer gets all of it, and one whose answer takes its time gets it as well", async () => {
  const app = new Hono()
    .get("/large", (context) => context.text(LARGE))
    .get("/late", async (context) => {
      const { outgoing } = context.env as HttpBindings;
      await once(outgoing, "timeout");
      return context.text("late");
    });
  const port = await aServer(app);
  expect((await (await fetch(`http://127.0.0.1:${port}/large`)).text()).length).toBe(LARGE.length);
  expect(await (await fetch(`http://127.0.0.1:${port}/late`)).text()).toBe("late");
});

test("some requests ahead of their answers are answered; a flood of them is cut off, and few of it are looked at", async () => {
  let looked = 0;
  const app = new Hono().get("/", (context) => {
    looked += 1;
    return context.text("ok");
  });
  const port = await aServer(app);
  const polite = await aClient(port);
  let answers = "";
  polite.on("data", (chunk) => {
    answers += chunk;
  });
  polite.write(asking("/").repeat(50));
  await vi.waitFor(() => expect(answers.match(/HTTP\/1\.1 200/g)).toHaveLength(50), { timeout: 4000, interval: 10 });
  const greedy = await aClient(port);
  greedy.resume();
  greedy.write(asking("/").repeat(20_000));
  await vi.waitFor(() => expect(greedy.closed).toBe(true), { timeout: 4000, interval: 10 });
  expect(looked).toBeLessThan(50 + 1000);
});
