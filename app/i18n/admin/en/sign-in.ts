/** Who comes in, and to which account. */

export const account = {
  label: "Which Zendesk account?",
  hint: "The part before .zendesk.com",
  wrong: "An account's name has small letters, digits and dashes, such as acme.",
  open: "Go on",
};

export const signIn = {
  title: "Sign in as an administrator",
  account: (account: string) => `Tierline asks ${account} who you are. Administrators of the account may go on.`,
  button: "Sign in with Zendesk",
  waiting: "Waiting for Zendesk …",
  waitingWords: "Allow Tierline in the window that opened. It closes by itself.",
  blocked: "The browser kept the window from opening. Allow pop-ups for this page, then sign in again.",
  closed: "The window was closed before you were signed in. If it said why, do that first; then sign in again.",
  keptInMemory: "The sign-in is kept in this page's memory alone and ends with it, after an hour at the latest.",
  keptInCookie: "The sign-in is a cookie of this page that no script can read.",
  ended: "Sign in again",
  endedWords: "Your sign-in has ended. Nothing that you typed is lost: sign in, and go on.",
  endedPageWords:
    "Your sign-in has ended. Nothing that you typed is lost: sign in in a new tab, come back here, and go on.",
  again: "Sign in with Zendesk",
  inNewTab: "Sign in in a new tab",
  goOn: "Go on",
};
