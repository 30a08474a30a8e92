import { Anchor, Button } from "@zendeskgarden/react-buttons";
import { Modal } from "@zendeskgarden/react-modals";
import { useEffect } from "react";
import { me } from "../../../src/api/me.ts";
import { useApi } from "../api/use-api.ts";
import { FailureWords } from "../parts/failure.tsx";
import { useAdmin } from "../reader.ts";
import { useEntrance } from "./use-session.ts";
import { useSignIn } from "./use-sign-in.ts";

/** The session ended. Everything that was typed stays as it is, below this question. */
export function SignInAgain() {
  const { words } = useAdmin();
  const { progress, refusal, signIn, embedded, pageUrl } = useSignIn();
  const askAgain = useReturn();
  return (
    <Modal isAnimated={false} aria-labelledby="sign-in-again">
      <Modal.Header id="sign-in-again" tag="h2">
        {words.signIn.ended}
      </Modal.Header>
      <Modal.Body>
        {embedded ? words.signIn.endedWords : words.signIn.endedPageWords}
        {refusal !== null && <FailureWords failure={refusal} />}
        <div role="status">{progress !== "idle" && progress !== "waiting" && <p>{words.signIn[progress]}</p>}</div>
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterItem>
          {embedded ? (
            <Button isPrimary onClick={signIn} disabled={progress === "waiting"}>
              {progress === "waiting" ? words.signIn.waiting : words.signIn.again}
            </Button>
          ) : (
            <>
              <Anchor href={pageUrl} target="_blank" rel="noopener">
                {words.signIn.inNewTab}
              </Anchor>{" "}
              <Button isPrimary onClick={askAgain}>
                {words.signIn.goOn}
              </Button>
            </>
          )}
        </Modal.FooterItem>
      </Modal.Footer>
    </Modal>
  );
}

/** On a page of our own a new tab signs in, and the cookie is there when the person comes back. */
function useReturn(): () => void {
  const { session, address } = useEntrance();
  const api = useApi();
  const ask = () => {
    if (address.embedded) return;
    void api.ask("/me", me).then(
      ({ name }) => session.begin(name ?? "", null),
      () => undefined,
    );
  };
  useEffect(() => {
    window.addEventListener("focus", ask);
    return () => window.removeEventListener("focus", ask);
  });
  return ask;
}
