import { Button } from "@zendeskgarden/react-buttons";
import { Modal } from "@zendeskgarden/react-modals";
import type { ReactNode } from "react";
import { useAdmin } from "../reader.ts";

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says it does. */
  readonly action: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly confirm: () => void;
  readonly cancel: () => void;
  readonly stay?: string;
}

/** Asks before something is lost or ended. */
export function Confirm({
  title,
  children,
  action,
  danger = false,
  busy = false,
  confirm,
  cancel,
  stay,
}: ConfirmProps) {
  const { words } = useAdmin();
  return (
    <Modal isAnimated={false} onClose={cancel} role="alertdialog" aria-labelledby="confirm-title">
      <Modal.Header id="confirm-title" tag="h2" isDanger={danger}>
        {title}
      </Modal.Header>
      <Modal.Body>{children}</Modal.Body>
      <Modal.Footer>
        <Modal.FooterItem>
          <Button isBasic onClick={cancel}>
            {stay ?? words.cancel}
          </Button>
        </Modal.FooterItem>
        <Modal.FooterItem>
          <Button isPrimary isDanger={danger} disabled={busy} onClick={confirm}>
            {action}
          </Button>
        </Modal.FooterItem>
      </Modal.Footer>
      <Modal.Close aria-label={words.close} />
    </Modal>
  );
}
