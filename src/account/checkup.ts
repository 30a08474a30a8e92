import type { AdminDeps } from "../admin/deps.ts";
import { healthOf } from "../admin/health.ts";
import type { Examination, Health } from "../api/health.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import type { Desk } from "../desk/desk.ts";
import { repeatedEscalations } from "../desk/escalations.ts";
import { readWriting } from "../desk/mode.ts";
import { countParked } from "../desk/parked.ts";
import { readPause } from "../desk/pause.ts";
import { readSetting } from "../desk/settings.ts";
import { countWork } from "../desk/work.ts";
import type { Finding, Overview } from "./answers.ts";
import { deskFindings, escalationFindings } from "./desk-findings.ts";
import { mappingFindings } from "./mapping-findings.ts";
import type { MappingStatus } from "./mapping-peers.ts";
import type { Source } from "./source.ts";
import { sweepFindings } from "./sweep-findings.ts";

/** How an account does: from what it knows, and by asking the helpdesk. */
export class Checkup {
  readonly #admin: AdminDeps;
  readonly #desk: Desk;
  readonly #source: Source;
  readonly #mapping: () => Promise<MappingStatus>;
  #examined: Examination | null = null;

  constructor(admin: AdminDeps, desk: Desk, source: Source, mapping: () => Promise<MappingStatus>) {
    this.#mapping = mapping;
    this.#admin = admin;
    this.#desk = desk;
    this.#source = source;
  }

  overview(): Overview {
    const { sql } = this.#admin;
    const lastEventAt = readSetting(sql, "last_event_at");
    return {
      helpdesk: this.#source.kind,
      account: this.#source.name,
      writing: readWriting(sql),
      waiting: countWork(sql),
      parked: countParked(sql),
      pause: readPause(sql),
      lastEventAt: lastEventAt === null ? null : (Number(lastEventAt) as Instant),
      sweep: this.#desk.sweep(),
    };
  }

  /** What is wrong with the account, and how to mend it. */
  async doctor(): Promise<readonly Finding[]> {
    const { sql, now, inForce } = this.#admin;
    const overview = this.overview();
    const findings = await this.#source.diagnose(inForce.policy, overview.lastEventAt);
    if (overview.account === null) return findings;
    return [
      ...findings,
      ...sweepFindings(overview, now(), this.#source.mends),
      ...deskFindings(overview, inForce.policy.version),
      ...escalationFindings(repeatedEscalations(sql, now())),
      ...mappingFindings(await this.#mapping()),
    ];
  }

  /** How the account does, from what it knows. */
  health(): Health {
    const { credentials, rate } = this.#source;
    return healthOf(this.#admin, { overview: this.overview(), credentials, rate, examined: this.#examined });
  }

  /** {@link doctor}, kept for {@link health} to show. */
  async examine(): Promise<Examination> {
    const findings = (await this.doctor()).map(({ level, what, mend }) => ({ level, what, mend }));
    this.#examined = { at: formatInstant(this.#admin.now()), findings };
    return this.#examined;
  }
}
