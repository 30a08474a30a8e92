import { type Policy, SEVERITIES, type Severity } from "../core/policy.ts";

type Severities = Policy["severities"];

/**
 * The severity that the author chose in the form, e.g. `Sev 2 – Major`, `2` or `Critical`; `null` when the form
 * has no such field, or nothing that can be told. GitHub renders a form's field as a heading and the answer below it.
 * https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
 * @param heading the field's heading, compared without case
 */
export function severityOfForm(
  body: string | null | undefined,
  heading: string,
  severities: Severities,
): Severity | null {
  const answer = answerBelow(body ?? "", heading);
  return answer === null ? null : severityIn(answer, severities);
}

/** What stands between the heading and the next one. */
function answerBelow(body: string, heading: string): string | null {
  const lines = body.split(/\r?\n/);
  const at = lines.findIndex((line) => isHeading(line) && sameWords(line.slice(3), heading));
  if (at === -1) return null;
  const below = lines.slice(at + 1);
  const end = below.findIndex(isHeading);
  return (end === -1 ? below : below.slice(0, end)).join(" ").trim();
}

const isHeading = (line: string): boolean => line.startsWith("### ");
const sameWords = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** The number that it begins with, else the title of a severity, else the first number on its own. */
function severityIn(answer: string, severities: Severities): Severity | null {
  return (
    numbered(/^(?:sev(?:erity)?|s|p)?[\s:#-]*([1-4])(?!\d)/i, answer) ??
    titled(answer, severities) ??
    numbered(/(?<!\d)([1-4])(?!\d)/, answer)
  );
}

function numbered(pattern: RegExp, answer: string): Severity | null {
  const digit = pattern.exec(answer)?.[1];
  return SEVERITIES.find((severity) => String(severity) === digit) ?? null;
}

function titled(answer: string, severities: Severities): Severity | null {
  const words = ` ${answer.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const said = (severity: Severity) =>
    words.includes(
      ` ${severities[severity].title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim()} `,
    );
  return SEVERITIES.find(said) ?? null;
}
