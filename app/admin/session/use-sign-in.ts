import { useState } from "react";
import type { Failure } from "../api/failure.ts";
import { signInByPopUp } from "./pop-up.ts";
import { useEntrance } from "./use-session.ts";

export type SignInProgress = "idle" | "waiting" | "blocked" | "closed";

/** Begins a sign-in: in Zendesk's frame by a pop-up, on a page of our own by going there and coming back. */
export function useSignIn() {
  const { session, address } = useEntrance();
  const [progress, setProgress] = useState<SignInProgress>("idle");
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const url = `${address.origin}/auth/zendesk/${address.subdomain}/start?as=`;

  async function signIn(): Promise<void> {
    if (!address.embedded) {
      location.assign(`${url}page`);
      return;
    }
    setProgress("waiting");
    setRefusal(null);
    const outcome = await signInByPopUp(window, `${url}embedded`);
    switch (outcome.kind) {
      case "signed_in":
        setProgress("idle");
        return session.begin(outcome.name, outcome.token);
      case "refused":
        setProgress("idle");
        return setRefusal(outcome.failure);
      case "blocked":
      case "closed":
        return setProgress(outcome.kind);
    }
  }
  return { progress, refusal, signIn: () => void signIn(), pageUrl: `${url}page`, embedded: address.embedded };
}
