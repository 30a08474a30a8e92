import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { Modal } from "@zendeskgarden/react-modals";
import { useState } from "react";
import type { TokenMade } from "../../../src/api/tokens.ts";
import { copyText } from "../../sidebar/copy-text.ts";
import { useAdmin } from "../reader.ts";

/** The one time that a token is shown. */
export function NewToken({ made, close }: { readonly made: TokenMade; readonly close: () => void }) {
  const { words } = useAdmin();
  const [outcome, setOutcome] = useState<"none" | "copied" | "failed">("none");
  const copy = async () => setOutcome((await copyText(made.token)) ? "copied" : "failed");
  return (
    <Modal isAnimated={false} aria-labelledby="new-token">
      <Modal.Header id="new-token" tag="h2">
        {words.tokens.made(made.name)}
      </Modal.Header>
      <Modal.Body>
        <Field>
          <Field.Label>{words.tokens.token}</Field.Label>
          <Field.Hint>{words.tokens.once}</Field.Hint>
          <Input readOnly value={made.token} onFocus={({ target }) => target.select()} />
        </Field>
        <div role="status">{outcome !== "none" && words.tokens[outcome]}</div>
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterItem>
          <Button onClick={() => void copy()}>{words.tokens.copy}</Button>
        </Modal.FooterItem>
        <Modal.FooterItem>
          <Button isPrimary onClick={close}>
            {words.tokens.kept}
          </Button>
        </Modal.FooterItem>
      </Modal.Footer>
    </Modal>
  );
}
