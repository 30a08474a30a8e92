import type { Contract } from "../core/organization.ts";
import type { Policy } from "../core/policy.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { LookReport, SweepDeps } from "../desk/deps.ts";
import type { HelpdeskKind } from "../desk-id.ts";
import type { FindPeer, Pulled } from "./mapping-peers.ts";
import type { CheckMapping } from "./mapping-review.ts";
import type { SourceDeps } from "./source.ts";
import type { LoadGithubSource } from "./sources.ts";

/** What the mapping files say, loaded and checked. */
export interface Terms {
  readonly policy: Policy;
  readonly contracts: readonly Contract[];
  /** Names this exact content of the organizations file. */
  readonly mappingVersion: string;
  /** What the policy was compiled of, for administrators to edit once they take over; see `policyDocument`. */
  readonly document?: string | null;
}

/** What an account is handed: everything that is not decided by its own rows. */
export interface AccountDeps extends SourceDeps {
  /** The helpdesk of an account that is founded now; left out, it was founded before. */
  readonly founded?: HelpdeskKind | null;
  readonly random: () => number;
  readonly soon: (body: () => void) => void;
  readonly wakeAt: (at: Instant | null) => void;
  readonly settle: Duration;
  /** How often to look for tickets whose webhooks were lost; `null`: never. */
  readonly sweepEvery: Duration | null;
  readonly terms: Terms;
  /** Another account of this server, for a mapping in git that several follow. */
  readonly peer: FindPeer;
  readonly checkMapping: CheckMapping;
  readonly loadGithubSource: LoadGithubSource;
  /** What became of a commit, told by the account that reads it. */
  readonly onPull?: (pulled: Pulled) => void;
  readonly onLook: (report: LookReport) => void;
  readonly onSweep: SweepDeps["report"];
}
