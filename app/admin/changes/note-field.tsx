import { Field, Input } from "@zendeskgarden/react-forms";
import styled from "styled-components";
import { useAdmin } from "../reader.ts";

const Narrow = styled(Field)`
  max-width: 480px;
`;

interface NoteFieldProps {
  readonly note: string;
  readonly setNote: (note: string) => void;
  /** Beside other things, with its label in it. */
  readonly inline?: boolean;
}

/** Why a change is proposed, for who reads it later. It may stay empty. */
export function NoteField({ note, setNote, inline = false }: NoteFieldProps) {
  const { words } = useAdmin();
  return (
    <Narrow>
      <Field.Label hidden={inline}>{words.changes.note}</Field.Label>
      <Input
        isCompact
        maxLength={500}
        {...(inline ? { placeholder: words.changes.note } : {})}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
    </Narrow>
  );
}
