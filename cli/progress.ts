import type { Terminal } from "./terminal.ts";

const ON_A_SCREEN_MS = 200;
const IN_A_LOG_MS = 10_000;

export interface Progress<Standing> {
  readonly report: (standing: Standing) => void;
  readonly close: () => void;
}

/** How many, on stderr: a line that rewrites itself on a screen, a new one every ten seconds in a log. */
export function progressOn(terminal: Terminal, what: string): Progress<number> {
  const begun = terminal.now();
  return progressLine(terminal, (count) => {
    const rate = Math.round((count * 1000) / (terminal.now() - begun));
    return `${count.toLocaleString("en")} ${what}, ${rate.toLocaleString("en")} a second`;
  });
}

/** How far something has come, in words, in the same way. */
export function progressLine<Standing>(
  { errors, now }: Terminal,
  words: (standing: Standing) => string,
): Progress<Standing> {
  const screen = errors.isTTY === true;
  const every = screen ? ON_A_SCREEN_MS : IN_A_LOG_MS;
  let next = now() + every;
  let shown = 0;
  return {
    report: (standing) => {
      const at = now();
      if (at < next) return;
      next = at + every;
      const line = words(standing);
      // What is left of a longer line is written over.
      errors.write(screen ? `\r${line.padEnd(shown)} ` : `${line}\n`);
      shown = line.length;
    },
    close: () => {
      if (screen && shown > 0) errors.write("\n");
    },
  };
}
