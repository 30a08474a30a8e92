import type { Bug } from "./bug.ts";

/** Mistakes of what reads and writes tickets by the hundred. */
export const BATCH_BUGS: readonly Bug[] = [
  {
    name: "what a job could not write counts as written",
    inCrowds: true,
    patches: [
      ["zendesk/jobs.ts", "if (success) written.add(id);", "if (success || id !== null) written.add(id);"],
      ["zendesk/jobs.ts", "for (const id of failed.keys()) written.delete(id);", ""],
    ],
  },
  {
    name: "updates in a job are not conditional",
    inCrowds: true,
    patches: [
      [
        "zendesk/bulk.ts",
        "...toUpdate(basis, changes, provisioned).ticket,",
        "...toUpdate(basis, changes, provisioned).ticket, safe_update: undefined, updated_stamp: undefined,",
      ],
    ],
  },
  {
    name: "a job counts as done when it is started",
    inCrowds: true,
    patches: [
      [
        "desk/jobs.ts",
        "this.#jobs = [...this.#jobs, job];",
        `const written = new Set(job.entries.map(({ write }) => write.basis.ticket.id));
         void Promise.all(this.#endings(job, { kind: "ended", written, failed: new Map() }, this.#deps.now()));`,
      ],
    ],
  },
  {
    name: "a batch is sent again after a lost answer",
    inCrowds: true,
    patches: [
      [
        "desk/batches.ts",
        "const started = await bulk.writeMany(entries.map(({ write }) => write));",
        `const first = await bulk.writeMany(entries.map(({ write }) => write));
         const started = first.kind === "ambiguous" ? await bulk.writeMany(entries.map(({ write }) => write)) : first;`,
      ],
    ],
  },
  {
    name: "a job that nobody knows is waited for",
    inCrowds: true,
    patches: [
      ["desk/jobs.ts", "(outcome.jobs.get(job.id) ?? LOST)", "(outcome.jobs.get(job.id) ?? RUNNING)"],
      ["desk/jobs.ts", "const LONGEST = minutes(10);", "const LONGEST = minutes(100_000);"],
    ],
  },
  {
    name: "what a job leaves is done with",
    inCrowds: true,
    patches: [
      [
        "desk/jobs.ts",
        'return this.#looks.end(look, () => ({ kind: "failed", reason: "unconfirmed", detail }));',
        'return this.#looks.end(look, () => ({ kind: "finished", reason: "gone", detail }));',
      ],
    ],
  },
];
