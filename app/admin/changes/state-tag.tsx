import type { ChangeShown } from "../../../src/api/changes.ts";
import type { IconName } from "../../icons.tsx";
import type { Tone } from "../parts/stat.tsx";
import { Tag } from "../parts/tag.tsx";
import { useAdmin } from "../reader.ts";
import { type ChangeStanding, standingOf } from "./standing.ts";

const LOOKS: Readonly<Record<ChangeStanding, readonly [Tone, IconName]>> = {
  proposed: ["neutral", "eye"],
  applying: ["warning", "soon"],
  paused: ["warning", "none"],
  applied: ["success", "done"],
  undone: ["neutral", "history"],
};

export function StateTag({ change }: { readonly change: Pick<ChangeShown, "state" | "progress" | "paused"> }) {
  const { words } = useAdmin();
  const standing = standingOf(change);
  const [tone, icon] = LOOKS[standing];
  return (
    <Tag tone={tone} icon={icon}>
      {words.changes.standing[standing]}
    </Tag>
  );
}
