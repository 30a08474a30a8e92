import { audit } from "./en/audit.ts";
import { changes, diff } from "./en/changes.ts";
import { frame } from "./en/frame.ts";
import { health } from "./en/health.ts";
import { fields, importing, onboarding, organizations, problems } from "./en/organizations.ts";
import { owner } from "./en/owner.ts";
import { policy } from "./en/policy.ts";
import { account, signIn } from "./en/sign-in.ts";
import { tokens } from "./en/tokens.ts";
import { unmapped } from "./en/unmapped.ts";
import { whatIf } from "./en/what-if.ts";

/** Everything that the administration itself says, a file for each topic. The contract's words, and the server's, come with its answers. */
export const adminEn = {
  ...frame,
  account,
  signIn,
  owner,
  fields,
  onboarding,
  problems,
  organizations,
  import: importing,
  unmapped,
  diff,
  changes,
  policy,
  whatIf,
  health,
  audit,
  tokens,
};

export type AdminWords = typeof adminEn;
