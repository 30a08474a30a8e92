import type { Problem } from "../../mappings/problem.ts";

/** A remark at a line of a file, as GitHub's check runs take it. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column: number;
  readonly end_column: number;
  readonly annotation_level: "failure";
  readonly message: string;
}

export interface Annotations {
  readonly annotations: readonly Annotation[];
  /** Problems beyond those that one request carries. */
  readonly more: number;
}

/** GitHub takes so many a request ("Update a check run", docs.github.com/rest/checks/runs). */
const MOST = 50;

/** Problems at their lines; the first fifty, the rest counted. */
export function annotationsOf(problems: readonly Problem[]): Annotations {
  return {
    annotations: problems.slice(0, MOST).map(annotationOf),
    more: Math.max(0, problems.length - MOST),
  };
}

function annotationOf({ file, line, column, bad, message, accepted }: Problem): Annotation {
  return {
    path: file,
    ...{ start_line: line, end_line: line },
    // Columns are allowed within one line, which every problem is of.
    ...{ start_column: column, end_column: column + Math.max(0, bad.length - 1) },
    annotation_level: "failure",
    message: [
      message,
      ...(bad === "" ? [] : [`found: ${bad}`]),
      ...(accepted.length === 0 ? [] : [`accepted: ${accepted.join(" | ")}`]),
    ]
      .join("\n")
      .slice(0, MOST_CHARACTERS)
      .toWellFormed(),
  };
}

/** A message may have 64 kB; nobody reads so much. */
const MOST_CHARACTERS = 4_000;
