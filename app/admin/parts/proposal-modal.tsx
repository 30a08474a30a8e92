import { Button } from "@zendeskgarden/react-buttons";
import { Modal } from "@zendeskgarden/react-modals";
import { type ReactNode, useId } from "react";
import { NoteField } from "../changes/note-field.tsx";
import { useAdmin } from "../reader.ts";
import { Stack } from "./page.tsx";

interface ProposalModalProps {
  readonly title: string;
  readonly large?: boolean;
  readonly note: string;
  readonly setNote: (note: string) => void;
  /** There is something to propose, and it isn't under way. */
  readonly ready: boolean;
  readonly propose: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** A dialog that ends in the preview of a change, with a note on why. */
export function ProposalModal({
  title,
  large = false,
  note,
  setNote,
  ready,
  propose,
  close,
  children,
}: ProposalModalProps) {
  const { words } = useAdmin();
  const id = useId();
  return (
    <Modal isLarge={large} isAnimated={false} onClose={close} aria-labelledby={id}>
      <Modal.Header id={id} tag="h2">
        {title}
      </Modal.Header>
      <Modal.Body>
        <Stack>
          {children}
          <NoteField note={note} setNote={setNote} />
        </Stack>
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterItem>
          <Button isBasic onClick={close}>
            {words.cancel}
          </Button>
        </Modal.FooterItem>
        <Modal.FooterItem>
          <Button isPrimary disabled={!ready} onClick={propose}>
            {words.changes.preview}
          </Button>
        </Modal.FooterItem>
      </Modal.Footer>
      <Modal.Close aria-label={words.close} />
    </Modal>
  );
}
