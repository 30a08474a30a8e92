import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Release } from "./releases.ts";

const BROKEN = "[`ALTER TABLE ticket RENAME COLUMN notes TO notes_written`],";

/** Gives a release one step more, which does not only expand: the one before can't work with what it leaves behind. */
export function withBrokenStep(release: Release): Release {
  const file = join(release.root, "src/desk/migrations.ts");
  const source = readFileSync(file, "utf8");
  const broken = source.replace(/^\];$/m, `${BROKEN}\n];`);
  if (broken === source) throw new Error(`${file} has no end of the steps where one was expected`);
  writeFileSync(file, broken);
  return { ...release, name: `${release.name} with a step that renames a column` };
}
