import { parseInstant } from "../../src/core/time.ts";
import { wallMinute } from "../../src/core/wall-time.ts";
import type { Row } from "./read-back.ts";

const COLUMNS = { ticket: 4, arrived: 26, tier: 10, severity: 3, priority: 8, due: 26, state: 9 } as const;

function columns(cells: Readonly<Record<keyof typeof COLUMNS, string>>): string {
  return Object.entries(COLUMNS)
    .map(([name, width]) => cells[name as keyof typeof COLUMNS].padEnd(width))
    .join("  ");
}

export const TABLE_HEAD = `  ${columns({
  ticket: "#",
  arrived: "ARRIVED",
  tier: "TIER",
  severity: "SEV",
  priority: "PRIORITY",
  due: "FIRST RESPONSE DUE",
  state: "STATE",
})}  WHAT HAPPENS`;

/**
 * One ticket: a row of the table, its tags, and why; with `everyStep` the numbered steps as well.
 * @param zone where wall times are told
 */
export function ticketLines(row: Row, zone: string, everyStep: boolean): readonly string[] {
  const { story, ticket, found, reasons, steps, differences } = row;
  const wall = (text: string | null): string => {
    const at = text === null ? null : parseInstant(text);
    return at === null ? "–" : wallMinute(at, zone);
  };
  const cells = columns({
    ticket: `${ticket}`,
    arrived: wall(story.arrives),
    tier: found.tier ?? "–",
    severity: `${found.severity}`,
    priority: found.priority ?? "–",
    due: wall(found.due),
    state: found.state.replaceAll("_", " "),
  });
  return [
    `${differences.length === 0 ? "✓" : "✗"} ${cells}  ${story.name}`,
    `       tags  ${found.tags.join(" ") || "none of ours"}`,
    `       why   ${reasons.map((reason) => reason.replaceAll("_", " ")).join(" · ")}`,
    ...(everyStep ? steps.map((step, index) => `             ${index + 1}. ${step}`) : []),
    ...differences.map((difference) => `       ✗ ${difference}`),
  ];
}
