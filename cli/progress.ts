import type { Terminal } from "./terminal.ts";

const ON_A_SCREEN_MS = 200;
const IN_A_LOG_MS = 10_000;

export interface Progress {
  readonly report: (count: number) => void;
  readonly close: () => void;
}

/** How many, on stderr: a line that rewrites itself on a screen, a new one every ten seconds in a log. */
export function progressOn({ errors, now }: Terminal, what: string): Progress {
  const screen = errors.isTTY === true;
  const every = screen ? ON_A_SCREEN_MS : IN_A_LOG_MS;
  const begun = now();
  let next = begun + every;
  let shown = false;
  return {
    report: (count) => {
      const at = now();
      if (at < next) return;
      next = at + every;
      shown = true;
      const rate = Math.round((count * 1000) / (at - begun));
      errors.write(
        `${screen ? "\r" : ""}${count.toLocaleString("en")} ${what}, ${rate.toLocaleString("en")} a second${screen ? " " : "\n"}`,
      );
    },
    close: () => {
      if (screen && shown) errors.write("\n");
    },
  };
}
