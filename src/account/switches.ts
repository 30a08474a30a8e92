import type { PolicyInForce } from "../admin/policy-in-force.ts";
import { err, ok, type Result } from "../core/result.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import type { Desk } from "../desk/desk.ts";
import { readWriting, type Writing } from "../desk/mode.ts";
import type { Sql } from "../desk/sql.ts";
import type { Backfill } from "../desk/sweep-state.ts";
import type { Accountable } from "../identity.ts";
import type { Access } from "./access.ts";
import type { Connected, ConnectRequest, OperatorFailure, Step } from "./answers.ts";
import { NO_SWEEP } from "./failures.ts";
import type { Outfitter } from "./outfitter.ts";
import type { Source } from "./source.ts";
import type { Trail } from "./trail.ts";

export interface SwitchesDeps {
  readonly sql: Sql;
  readonly desk: Desk;
  readonly source: Source;
  readonly access: Access;
  readonly inForce: PolicyInForce;
  readonly outfitter: Outfitter;
  readonly trail: Trail;
}

const SHADOW: Writing = { mode: "shadow", canary: [] };

/** What an operator switches: whether an account is connected, and which of its tickets are written. */
export class Switches {
  readonly #deps: SwitchesDeps;

  constructor(deps: SwitchesDeps) {
    this.#deps = deps;
  }

  /** Sets up everything in the helpdesk and stores the credentials, encrypted. Run again, it changes nothing. */
  async connect(request: ConnectRequest, by: Accountable): Promise<Result<Connected, OperatorFailure>> {
    const { sql, desk, source, inForce, outfitter, trail } = this.#deps;
    const granted = await source.connect(request, inForce.policy);
    if (!granted.ok) return granted;
    const { account, steps, turn, webhookEndpoint, warning } = granted.value;
    if (turn !== null) {
      const { before, after, store } = turn;
      const action = before === null ? "account.connected" : "account.reconnected";
      const told = {
        action,
        subject: `account ${account}`,
        detail: { before, after, steps: steps.map(briefly) },
      } as const;
      await trail.record(by, () => ({ told, act: store }));
      turn.begin();
      outfitter.equip();
      desk.resume();
    }
    return ok({ helpdesk: source.kind, account, mode: readWriting(sql).mode, webhookEndpoint, steps, warning });
  }

  /** Takes back what {@link connect} created in the helpdesk, and forgets the credentials. */
  async disconnect(
    dryRun: boolean,
    by: Accountable,
  ): Promise<Result<{ readonly steps: readonly Step[] }, OperatorFailure>> {
    const { sql, desk, source, access, outfitter, trail } = this.#deps;
    const subject = `account ${source.name}`;
    const left = await source.disconnect(dryRun);
    if (!left.ok) return left;
    const { steps, turn } = left.value;
    if (turn !== null) {
      await trail.record(by, () => {
        const before = { ...turn.before, ...shown(readWriting(sql)) };
        const detail = { before, after: turn.after, steps: steps.map(briefly) };
        return {
          told: { action: "account.disconnected", subject, detail },
          act: () => {
            turn.store();
            desk.setWriting(SHADOW);
            desk.forgetSweep();
            access.leave();
          },
        };
      });
      turn.begin();
      outfitter.equip();
    }
    return ok({ steps });
  }

  /** Sets which tickets may be written; how many waiting decisions were queued for it. */
  async setWriting(writing: Writing, by: Accountable): Promise<number> {
    const { sql, desk, trail } = this.#deps;
    const queued = await trail.record(by, () => {
      const detail = { before: shown(readWriting(sql)), after: shown(writing), queued: desk.wouldQueue(writing) };
      return {
        told: { action: "mode.set", subject: "mode", detail },
        act: () => {
          desk.setWriting(writing);
          return detail.queued;
        },
      };
    });
    desk.carryOn();
    return queued;
  }

  /** Has the tickets looked at that were open before the account was connected, of those that changed since then. */
  async backfill(since: Instant, by: Accountable): Promise<Result<Backfill, OperatorFailure>> {
    const { desk, source, trail } = this.#deps;
    if (desk.sweep() === null) return err(NO_SWEEP);
    const told = {
      ...({ action: "account.backfilled", subject: `account ${source.name}` } as const),
      detail: { since: formatInstant(since) },
    };
    const begun = await trail.record(by, () => ({ told, act: () => desk.backfill(since) }));
    desk.carryOn();
    return begun === null ? err(NO_SWEEP) : ok(begun);
  }
}

const shown = ({ mode, canary }: Writing) => ({ mode, organizations: canary });

/** A step's own words may quote the helpdesk. */
const briefly = ({ kind, what, id }: Step) => ({ kind, what, id });
