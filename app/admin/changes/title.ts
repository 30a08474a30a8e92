import type { ChangeShown } from "../../../src/api/changes.ts";
import type { AdminWords } from "../../i18n/admin/en.ts";

/** `Change 7: organizations`; an undo says of what. */
export function changeTitle(
  { id, what, undoes }: Pick<ChangeShown, "id" | "what" | "undoes">,
  words: AdminWords,
): string {
  return undoes === null ? words.changes.title(id, words.changes.kinds[what]) : words.changes.undoTitle(id, undoes);
}
