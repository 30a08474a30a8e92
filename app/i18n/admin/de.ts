import { audit } from "./de/audit.ts";
import { changes, diff } from "./de/changes.ts";
import { frame } from "./de/frame.ts";
import { health } from "./de/health.ts";
import { fields, importing, onboarding, organizations, problems } from "./de/organizations.ts";
import { owner } from "./de/owner.ts";
import { policy } from "./de/policy.ts";
import { account, signIn } from "./de/sign-in.ts";
import { tokens } from "./de/tokens.ts";
import { unmapped } from "./de/unmapped.ts";
import { whatIf } from "./de/what-if.ts";
import type { AdminWords } from "./en.ts";

export const adminDe: AdminWords = {
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
