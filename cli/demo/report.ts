import { parseInstant } from "../../src/core/time.ts";
import { wallTime } from "../../src/core/wall-time.ts";
import type { Row } from "./read-back.ts";

/** The tickets as a person reads them: one line of facts, one of tags, one of why. */
export function ticketLines({ story, ticket, found, steps, differences, status }: Row, zone: string): readonly string[] {
  const wall = (text: string | null): string => {
    const at = text === null ? null : parseInstant(text);
    return at === null ? "–" : wallTime(at, zone);
  };
  const facts = [
    (found.tier ?? "–").padEnd(10),
    `sev ${found.severity}`,
    (found.priority ?? "–").padEnd(6),
    `due ${wall(found.due)}`.padEnd(29),
    found.state,
  ];
  return [
    `${differences.length === 0 ? "✓" : "✗"} #${ticket} ${story.name} (${wall(story.arrives)}, ${status})`,
    `    ${facts.join("  ")}`,
    `    ${found.summary ?? "nothing written"}`,
    `    ${found.tags.join(" ") || "no tags of ours"}`,
    ...steps.map((step, index) => `      ${index + 1}. ${step}`),
    ...differences.map((difference) => `    ✗ ${difference}`),
  ];
}
