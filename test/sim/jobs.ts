import type { Job } from "../../emulator/records/job.ts";
import type { Audit } from "../../emulator/records/ticket.ts";
import type { Standing } from "./history.ts";
import type { Stage } from "./stage.ts";

/** The emulator's: how long a job waits, and then works. */
const STEP_MS = 200;

/** What the helpdesk says of a job that it did, or didn't do. */
export type Lie =
  /** It ended, and that is all. */
  | "failed"
  /** There is no such job. */
  | "unknown"
  /** Of some of its tickets nothing is said. */
  | "incomplete"
  /** Some of its tickets could not be written, which is so. */
  | { readonly left: readonly number[] };

/** A job that Tierline has started. */
export interface Started {
  readonly id: string;
  readonly call: number;
  readonly life: number;
  readonly tickets: readonly number[];
  /** The terms in force when each of them was read. */
  readonly terms: ReadonlyMap<number, number>;
  readonly notes: ReadonlyMap<number, readonly string[]>;
  readonly tampered: boolean;
  readonly lie: Lie | null;
}

interface Before {
  readonly standing: Standing;
  readonly audits: readonly Audit[];
}

/** The jobs at the helpdesk: what each of ours changes when its turn comes, and what is told of it afterwards. */
export class Jobs {
  readonly #stage: () => Stage;
  readonly #before = new Map<number, Before>();
  readonly #lies = new Map<string, Lie>();
  #started: Started[] = [];
  /** How long the next job is made to wait; `null`: as long as any. */
  wait: number | null = null;

  constructor(stage: () => Stage) {
    this.#stage = stage;
  }

  start(job: Started): void {
    this.#started.push(job);
    if (job.lie !== null) this.#lies.set(job.id, job.lie);
  }

  /** The emulator's way to put something off: with a look at the tickets around every step of a job. */
  delay(ms: number, run: () => void): void {
    const { scheduler } = this.#stage();
    if (ms !== STEP_MS) return void scheduler.after(ms, run);
    scheduler.after(this.wait ?? ms, () => {
      this.#remember();
      run();
      scheduler.after(0, () => this.#compare());
    });
  }

  /** The answer to a question after jobs, with what isn't true of them. */
  async told(answer: Response): Promise<Response> {
    if (answer.status !== 200) return answer;
    // The emulator's own answer.
    const { job_statuses } = (await answer.json()) as { readonly job_statuses: readonly Job[] };
    const told = job_statuses.flatMap((job) => this.#lieOf(job));
    return Response.json({ job_statuses: told }, { headers: answer.headers });
  }

  #lieOf(job: Job): readonly object[] {
    const lie = this.#lies.get(job.id);
    if (lie === undefined || job.status !== "completed") return [job];
    if (lie === "unknown") return [];
    if (lie === "failed") return [{ ...job, status: "failed", results: null }];
    if (lie === "incomplete") return [{ ...job, results: job.results?.filter((_, index) => index % 3 !== 0) }];
    const failed = lie.left.map((id) => ({
      id,
      success: false,
      error: "TicketUpdateFailed",
      details: "Form: is not allowed",
    }));
    return [{ ...job, results: [...(job.results ?? []), ...failed] }];
  }

  #remember(): void {
    const { helpdesk } = this.#stage();
    this.#before.clear();
    for (const id of this.#started.flatMap(({ tickets }) => tickets)) {
      this.#before.set(id, { standing: helpdesk.standing(id), audits: [...helpdesk.ticket(id).audits] });
    }
  }

  #compare(): void {
    const { state } = this.#stage().helpdesk.emulator;
    const done = this.#started.filter(({ id }) => state.jobs.get(id)?.status === "completed");
    this.#started = this.#started.filter((job) => !done.includes(job));
    for (const job of done) this.#tell(job, state.jobs.get(job.id)?.results ?? []);
  }

  #tell({ call, life, terms, notes, tampered }: Started, results: readonly object[]): void {
    const stage = this.#stage();
    for (const result of results) {
      // The emulator's own result of one ticket.
      const { id, success } = result as { readonly id: number; readonly success: boolean };
      const before = this.#before.get(id);
      const audits = stage.helpdesk.ticket(id).audits.length - (before?.audits.length ?? 0);
      // Somebody may have edited it in the same millisecond.
      if (before === undefined || audits > 1) continue;
      const after = stage.helpdesk.standing(id);
      if (!success) stage.see({ kind: "left", call, ticket: id });
      else
        stage.see({
          ...{ kind: "effect", call, life, ticket: id, terms: terms.get(id) ?? 0, tampered },
          ...{ before: before.standing, after, notes: notes.get(id) ?? [] },
        });
    }
  }
}
