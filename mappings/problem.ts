/** A text that a customer edits, with the name it is known by in messages. */
export interface Source {
  readonly text: string;
  readonly file: string;
}

/** One thing wrong in a mapping file: where it stands, what stands there, and what would be accepted instead. */
export interface Problem {
  readonly file: string;
  /** Counts from 1, as editors do. */
  readonly line: number;
  /** Counts from 1, in characters. */
  readonly column: number;
  /** The text at that place, cut to one short line; empty where something is missing. */
  readonly bad: string;
  readonly message: string;
  readonly accepted: readonly string[];
}

/** By file, then by place: the order in which a person goes through them. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);

const MAX_BAD_CHARACTERS = 80;

/** The first line of a text, cut to what a message can carry and safe for a terminal. */
export function excerpt(text: string): string {
  const [first = ""] = text
    .slice(0, 4 * MAX_BAD_CHARACTERS)
    .trim()
    .split(/[\r\n]/, 1);
  const line = first.replace(/\p{Cc}/gu, "\ufffd");
  return line.length > MAX_BAD_CHARACTERS ? `${line.slice(0, MAX_BAD_CHARACTERS)}…` : line;
}

/** `file:line:column: message`, which editors and terminals link, then the text at fault and what is accepted. */
export function formatProblem({ file, line, column, bad, message, accepted }: Problem): string {
  const lines = [`${file}:${line}:${column}: ${message}`];
  if (bad !== "") lines.push(`  found:    ${bad}`);
  if (accepted.length > 0) lines.push(`  accepted: ${accepted.join(" | ")}`);
  return lines.join("\n");
}
