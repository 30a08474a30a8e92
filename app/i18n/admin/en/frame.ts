import type { Failure } from "../../../admin/api/failure.ts";
import type { Screen } from "../../../admin/route.ts";

/** What is said around every screen. */
export const frame = {
  navigation: "Administration",
  loading: "Loading",
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  more: "Show more",
  none: "none",
  yes: "Yes",
  no: "No",
  signOut: "Sign out",
  screens: {
    organizations: "Organizations",
    unmapped: "Unmapped",
    policy: "Policy",
    changes: "Changes",
    "what-if": "What if",
    health: "Health",
    audit: "Audit",
    tokens: "Tokens",
  } satisfies Record<Screen, string>,
  failure: {
    offline: { title: "No connection", words: "Tierline can't be reached. Check the connection and try again." },
    signed_out: { title: "Signed out", words: "Sign in again, then repeat it." },
    not_permitted: { title: "Not permitted", words: "You may not do this. Ask an administrator of the account." },
    stale: { title: "Changed meanwhile", words: "Somebody changed it since it was read. Load it again." },
    refused: { title: "That can't be done", words: "Tierline refused it. Check what you entered." },
    busy: { title: "Busy", words: "Tierline has much to do. Try again in a moment." },
    broken: { title: "Something is wrong", words: "The answer can't be read. Reload the page and try again." },
  } satisfies Record<Failure["kind"], { title: string; words: string }>,
  unsaved: {
    title: "Leave without saving?",
    words: "What you entered here is kept nowhere else.",
    discard: "Discard it",
    stay: "Stay here",
  },
  pages: {
    label: "Pages",
    shown: (range: string, total: string) => `${range} of ${total}`,
    back: "Back",
    forth: "Next",
  },
};

export type FrameWords = typeof frame;
