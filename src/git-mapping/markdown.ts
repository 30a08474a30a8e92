const MOST_CHARACTERS = 200;

/** Whatever Markdown, GitHub's links, mentions and emoji, or HTML could take for more than text. */
const MEANT = /[!#$&*.:<>?@[\\\]^_`{|}~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const CONTROLS = /[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

/**
 * Somebody else's text as it may stand in Markdown, a table's cell included: on one line, cut, and never more than text.
 * An HTML element and not backticks, since a `|` inside those still ends the cell after a backslash.
 */
export function verbatim(text: string): string {
  const line = text
    .slice(0, 4 * MOST_CHARACTERS)
    .replace(CONTROLS, " ")
    .trim();
  const cut = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
  return `<code>${cut.toWellFormed().replace(MEANT, (character) => `&#${character.charCodeAt(0)};`)}</code>`;
}

/** A table's lines. The cells are Markdown on one line. */
export const tableLines = (headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

/** `1 row`, `2 rows`. */
export const counted = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

/** What a list leaves out, as a paragraph of its own. */
export const rest = (all: number, shown: number): readonly string[] =>
  all > shown ? ["", `… and ${(all - shown).toLocaleString("en")} more.`] : [];
