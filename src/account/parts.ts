import { Administration } from "../admin/administration.ts";
import type { AdminDeps } from "../admin/deps.ts";
import { PolicyInForce } from "../admin/policy-in-force.ts";
import { Changes } from "../desk/changes.ts";
import type { Errand } from "../desk/deps.ts";
import { Desk } from "../desk/desk.ts";
import { Facts } from "../desk/facts.ts";
import { Access } from "./access.ts";
import { Checkup } from "./checkup.ts";
import type { AccountDeps } from "./deps.ts";
import { GitMappings } from "./git-mappings.ts";
import { Intake } from "./intake.ts";
import { Outfitter } from "./outfitter.ts";
import { ParkedWork } from "./parked-work.ts";
import { Registrations } from "./registrations.ts";
import type { Source } from "./source.ts";
import { Switches } from "./switches.ts";
import { TicketAnswers } from "./ticket-answers.ts";
import { Tokens } from "./tokens.ts";
import { Trail } from "./trail.ts";

/** What an account is made of: each answers some of the questions to it. */
export interface AccountParts {
  readonly desk: Desk;
  readonly admin: Administration;
  readonly source: Source;
  readonly outfitter: Outfitter;
  readonly intake: Intake;
  readonly registrations: Registrations;
  readonly switches: Switches;
  readonly checkup: Checkup;
  readonly parked: ParkedWork;
  readonly answers: TicketAnswers;
  readonly access: Access;
  readonly tokens: Tokens;
  readonly mappings: GitMappings;
}

/** Puts an account together; nothing of it works before `Account.open`. */
export function assemble(deps: AccountDeps, source: Source): AccountParts {
  const { terms, sweepEvery, onSweep, onLook } = deps;
  const facts = new Facts(deps);
  const sweep = sweepEvery === null ? null : { every: sweepEvery, report: onSweep };
  const errand: Errand = {
    nextAt: () => mappings.nextAt,
    run() {
      source.registering?.expire();
      return mappings.run();
    },
  };
  const desk = new Desk({ ...deps, facts, report: onLook, sweep, errand });
  const files = { policy: terms.policy, document: terms.document ?? null };
  const inForce = new PolicyInForce(deps.sql, files, (policy) => source.follows(policy));
  const outfitter = new Outfitter(desk, source, inForce);
  const adminDeps = administered(deps, facts, inForce, outfitter);
  const shared = { ...deps, desk, source, inForce, outfitter, trail: new Trail(deps) };
  const mappings = new GitMappings({ ...shared, admin: adminDeps });
  const parked = new ParkedWork(shared);
  const access = new Access(shared);
  const switches = new Switches({ ...shared, access });
  return {
    ...{ desk, source, outfitter, switches, parked, access, mappings },
    admin: new Administration(adminDeps, () => outfitter.load(terms)),
    intake: new Intake({ ...shared, parked, mappings }),
    registrations: new Registrations({ ...shared, switches }),
    checkup: new Checkup(adminDeps, desk, source, () => mappings.status()),
    answers: new TicketAnswers(shared),
    tokens: new Tokens(shared),
  };
}

function administered(
  { sql, now, hashing }: AccountDeps,
  facts: Facts,
  inForce: PolicyInForce,
  outfitter: Outfitter,
): AdminDeps {
  const changes = new Changes({
    ...{ sql, facts, now, sha256: hashing.sha256 },
    compile: (document) => inForce.compile(document).policy,
    inForce: () => ({ policy: inForce.policy, document: inForce.document ?? "" }),
    applied: () => outfitter.goOn(),
  });
  return { sql, now, hashing, facts, changes, inForce };
}
