import type { Bug } from "./bug.ts";

/** Mistakes of the program. */
export const SOURCE_BUGS: readonly Bug[] = [
  {
    name: "a delivery is acknowledged before it is stored",
    patches: [
      [
        "desk/desk.ts",
        "this.#waiting.push({ entry, resolve, reject });",
        'this.#waiting.push({ entry, resolve: () => undefined, reject: () => undefined }); resolve("accepted"); void reject;',
      ],
    ],
  },
  {
    name: "duplicates are taken in again",
    patches: [["desk/inbox.ts", "ON CONFLICT DO NOTHING", "ON CONFLICT DO UPDATE SET type = excluded.type"]],
  },
  {
    name: "deliveries are forgotten at the next hour",
    patches: [["desk/inbox.ts", "14 * 24 * 3_600_000", "1000"]],
  },
  {
    name: "our tags replace all others",
    patches: [["zendesk/from-core.ts", "new Set(current);", "new Set<string>();"]],
  },
  {
    name: "updates are not conditional",
    patches: [
      [
        "zendesk/from-core.ts",
        "{ safe_update: true, updated_stamp: formatInstant(stamp) };",
        "{ safe_update: true, updated_stamp: formatInstant(stamp) }; Reflect.deleteProperty(update, 'safe_update');",
      ],
    ],
  },
  {
    name: "a ticket is written within the second of its last change",
    patches: [
      [
        "zendesk/reading.ts",
        "return Math.floor(answeredAt / 1000) > Math.floor(updatedAt / 1000);",
        "return answeredAt > 0 || updatedAt > 0;",
      ],
    ],
  },
  {
    name: "a note is resent blindly after a lost answer",
    patches: [
      [
        "desk/look.ts",
        "const outcome = await deps.helpdesk.hasNote(id, note);",
        "const outcome = { kind: 'known', written: false } as Awaited<ReturnType<typeof deps.helpdesk.hasNote>>; void id;",
      ],
    ],
  },
  {
    name: "notes go out without their mark",
    patches: [["zendesk/from-core.ts", "update.metadata = noteMarker(notes);", "void noteMarker;"]],
  },
  {
    name: "a conflict counts as written",
    patches: [
      [
        "desk/write.ts",
        'return { kind: "failed", reason: "conflict", detail: "the ticket changed between our read and our write" };',
        'return { kind: "finished", reason: "gone" };',
      ],
    ],
  },
  {
    name: "a lost answer counts as written",
    patches: [
      [
        "desk/write.ts",
        'return { kind: "failed", reason: "ambiguous", detail: outcome.detail };',
        'return { kind: "finished", reason: "gone" };',
      ],
    ],
  },
  {
    name: "Retry-After is not read",
    patches: [["zendesk/budget.ts", "longer(wait ?? DEFAULT_PAUSE, seconds(1))", "longer(seconds(1), seconds(1))"]],
  },
  {
    name: "a pause does not hold sign-in back",
    patches: [
      [
        "zendesk/client.ts",
        "    if (pause !== null) return pause;\n    const authorization",
        "    void pause;\n    const authorization",
      ],
    ],
  },
  {
    name: "any signature will do",
    patches: [["zendesk/signature.ts", "if (!matches.includes(true))", "if (matches.length === 0)"]],
  },
  {
    name: "signatures never grow old",
    patches: [["zendesk/signature.ts", "if (signedAt < now - OLDEST_MS)", "if (signedAt < 0 - OLDEST_MS)"]],
  },
  {
    name: "every look asks for a token of its own",
    patches: [["zendesk/oauth.ts", "underWay ??= request()", "underWay = request()"]],
  },
  {
    name: "a refused token is kept",
    patches: [["zendesk/oauth.ts", "if (token?.header === header) token = null;", "void header;"]],
  },
  {
    name: "another policy looks at nothing again",
    patches: [
      [
        "desk/desk.ts",
        'writeSetting(this.sql, "policy_version", outfit.policy.version);\n        this.#lookAgain("1 = 1");',
        'writeSetting(this.sql, "policy_version", outfit.policy.version);',
      ],
    ],
  },
  {
    name: "another mapping looks at nothing again",
    patches: [
      [
        "desk/desk.ts",
        'writeSetting(this.sql, "mapping_version", version);\n      this.#lookAgain("1 = 1");',
        'writeSetting(this.sql, "mapping_version", version);',
      ],
    ],
  },
  {
    name: "an organization's event looks at nothing again",
    patches: [["desk/desk.ts", '        this.#lookAgain("organization_id = ?", delivery.organizationId);\n', ""]],
  },
  {
    name: "what comes with our echo counts as echo",
    patches: [
      [
        "desk/reconciler.ts",
        "if (work.foreign || work.ownUpdatedAt === null) return false;",
        "if (work.ownUpdatedAt === null) return false;",
      ],
    ],
  },
  {
    name: "what came during a look is dropped",
    patches: [
      [
        "desk/work.ts",
        "DELETE FROM work WHERE ticket_id = ? AND seq = ?`, work.ticketId, work.seq)",
        "DELETE FROM work WHERE ticket_id = ?`, work.ticketId)",
      ],
    ],
  },
  {
    name: "a look under way is off the list",
    patches: [
      [
        "desk/work.ts",
        "WHERE ticket_id = ?`, now + LEASE_MS, ticketId);",
        "WHERE ticket_id = ?`, now + LEASE_MS, ticketId); sql.run(`DELETE FROM work WHERE ticket_id = ?`, ticketId);",
      ],
    ],
  },
  {
    name: "what we meant to write is forgotten with a lost answer",
    patches: [
      [
        "desk/propose.ts",
        "const intent = known?.intent ?? null;",
        "const intent = null as KnownTicket['intent']; void known;",
      ],
    ],
  },
  {
    name: "what is right already is written again",
    patches: [["core/plan.ts", "if (add.length > 0 || remove.length > 0) yield", "yield"]],
  },
  {
    name: "the kill switch is not asked",
    patches: [["desk/mode.ts", '    case "shadow":\n      return false;', '    case "shadow":\n      return true;']],
  },
  {
    name: "nothing ends a duel",
    patches: [["desk/propose.ts", "const DUEL_WRITES = 6;", "const DUEL_WRITES = 600;"]],
  },
  {
    name: "retries don't wait",
    patches: [
      ["desk/backoff.ts", "Math.max(250, Math.round(ceiling * random))", "Math.min(5, Math.round(ceiling * random))"],
      ["desk/rest.ts", "const BREAKER = 5;", "const BREAKER = 500_000;"],
    ],
  },
  {
    name: "a retry is put off for a day",
    patches: [
      [
        "desk/backoff.ts",
        "Math.max(250, Math.round(ceiling * random))",
        "Math.max(86_400_000, Math.round(ceiling * random))",
      ],
    ],
  },
  {
    name: "a field that didn't take goes unnoticed",
    patches: [["zendesk/zendesk.ts", "if (ignored.length > 0) return", "if (ignored.length > 1000) return"]],
  },
  {
    name: "a ticket that is gone is asked for again",
    patches: [
      [
        "zendesk/zendesk.ts",
        'if (outcome.kind === "not_found") return { kind: "gone" };\n    if (outcome.kind !== "ok") return trouble(outcome);\n    const read',
        'if (outcome.kind !== "ok") return trouble(outcome);\n    const read',
      ],
    ],
  },
  {
    name: "the clock starts when we look, not when the ticket came",
    patches: [["core/decide.ts", "const arrived = ticket.createdAt;", "const arrived = now;"]],
  },
  {
    name: "the sweep begins where the clock stands",
    patches: [
      ["desk/sweep.ts", "since: after(upTo, BACK)", "since: now()"],
      ["zendesk/changed-tickets.ts", "const YOUNGEST_START = seconds(-90);", "const YOUNGEST_START = seconds(-61);"],
    ],
  },
  {
    name: "the sweep runs once",
    patches: [
      [
        "desk/sweep.ts",
        "nextAt: after(startedAt, every), endedAt",
        "nextAt: after(startedAt, minutes(100_000)), endedAt",
      ],
    ],
  },
  {
    name: "a row of the mapping is found by nobody",
    patches: [
      [
        "desk/mapping.ts",
        "UNION SELECT body FROM contract WHERE external_id = ?",
        "UNION SELECT body FROM contract WHERE external_id = ? AND 1 = 0",
      ],
    ],
  },
];
