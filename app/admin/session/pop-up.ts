import * as z from "zod";
import { type Failure, OFFLINE } from "../api/failure.ts";

/** What the sign-in's own window says (handlers/auth/auth-pages.ts). */
const told = z.discriminatedUnion("type", [
  z.object({ type: z.literal("tierline:signed-in"), token: z.string().min(1), name: z.string() }),
  z.object({ type: z.literal("tierline:refused"), reason: z.string(), message: z.string(), mend: z.string() }),
]);
type Told = z.infer<typeof told>;

export type PopUpOutcome =
  | { readonly kind: "signed_in"; readonly name: string; readonly token: string }
  /** The browser let no window be opened. */
  | { readonly kind: "blocked" }
  /** The server let nobody in, and said why. */
  | { readonly kind: "refused"; readonly failure: Failure }
  /** The person closed it, or Zendesk said there why not. */
  | { readonly kind: "closed" };

const SIZE = "popup,width=560,height=720";
const LOOK_EVERY_MS = 400;

/** Signs in at Zendesk in a window of its own. Only a message of our own origin, from that very window, is believed. */
export function signInByPopUp(window: Window, url: string): Promise<PopUpOutcome> {
  const popUp = window.open(url, "tierline-sign-in", SIZE);
  if (popUp === null) return Promise.resolve({ kind: "blocked" });
  return new Promise((resolve) => {
    const finish = (outcome: PopUpOutcome) => {
      window.clearInterval(look);
      window.removeEventListener("message", hear);
      resolve(outcome);
    };
    const hear = ({ origin, source, data }: MessageEvent) => {
      if (origin !== window.location.origin || source !== popUp) return;
      const said = told.safeParse(data);
      if (!said.success) return;
      popUp.close();
      finish(outcomeOf(said.data));
    };
    const look = window.setInterval(() => {
      if (!popUp.closed) return;
      // It closes itself right after its word, which may still be on its way.
      window.clearInterval(look);
      window.setTimeout(() => finish({ kind: "closed" }), LOOK_EVERY_MS);
    }, LOOK_EVERY_MS);
    window.addEventListener("message", hear);
  });
}

function outcomeOf(said: Told): PopUpOutcome {
  switch (said.type) {
    case "tierline:signed-in":
      return { kind: "signed_in", name: said.name, token: said.token };
    case "tierline:refused": {
      const { reason, message, mend } = said;
      return { kind: "refused", failure: { ...OFFLINE, kind: "refused", reason, detail: message, mend } };
    }
  }
}
