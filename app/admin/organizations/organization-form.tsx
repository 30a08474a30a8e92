import { failureIn } from "../api/failure.ts";
import { NoteField } from "../changes/note-field.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Stack } from "../parts/page.tsx";
import { type Draft, problemsByField } from "./draft.ts";
import { OrganizationFields } from "./organization-fields.tsx";

interface OrganizationFormProps {
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly note: string;
  readonly setNote: (note: string) => void;
  /** What came of proposing it; `null` while nothing is wrong. */
  readonly error: unknown;
  readonly readOnly?: boolean;
}

/** A row's fields, what is wrong with them, and why they are as they are. */
export function OrganizationForm({ draft, setDraft, note, setNote, error, readOnly = false }: OrganizationFormProps) {
  return (
    <Stack>
      <Thrown error={error} />
      <OrganizationFields
        draft={draft}
        readOnly={readOnly}
        problems={error === null ? {} : problemsByField(failureIn(error))}
        change={(part) => setDraft({ ...draft, ...part })}
      />
      {!readOnly && <NoteField note={note} setNote={setNote} />}
    </Stack>
  );
}
