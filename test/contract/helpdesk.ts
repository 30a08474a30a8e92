import { describe, expect, test } from "vitest";
import { decide } from "../../src/core/decide.ts";
import type { TicketId } from "../../src/core/id.ts";
import { plan } from "../../src/core/plan.ts";
import type { Policy } from "../../src/core/policy.ts";
import type { Change } from "../../src/core/ticket.ts";
import type { Instant } from "../../src/core/time.ts";
import type { ChangesFrom, Helpdesk, Reading } from "../../src/desk/helpdesk.ts";
import { aContract, mapped, mappedByHandle } from "../support/given.ts";

/** What a helpdesk may meet: before its next call of that kind, or after that call has taken effect. */
export type Mishap = "limit" | "no permission" | "bad credentials" | "outage" | "lost answer";

/** A helpdesk of its own kind, with everything that others do in it. */
export interface World {
  readonly helpdesk: Helpdesk;
  readonly policy: Policy;
  now(): Instant;
  passes(seconds: number): void;
  /** A customer's new ticket. */
  opens(): Promise<TicketId>;
  /** An id of the right form that nothing bears. */
  readonly nowhere: TicketId;
  /** Support answers in public. */
  replies(id: TicketId): Promise<void>;
  /** Somebody adds a tag of their own, named like this. */
  tags(id: TicketId, tag: string): Promise<void>;
  deletes(id: TicketId): Promise<void>;
  /** The next read or write of a ticket meets it, once. */
  meets(mishap: Mishap, kind: "read" | "write"): Promise<void>;
}

/** What every helpdesk owes a Desk; each one's own test calls this with its own worlds. */
export function helpdeskContract(name: string, open: () => Promise<World>): void {
  describe(`${name} keeps the helpdesk contract`, () => {
    const promise = (words: string, body: (world: World) => Promise<void>): void =>
      test(words, async () => body(await open()));

    promise("a ticket is read with what a decision is made from", async (world) => {
      const id = await world.opens();
      world.passes(2);
      const { ticket, settled, fingerprint } = await readIn(world, id);
      expect(ticket).toMatchObject({ id, merged: false, priority: null, firstReply: null });
      expect(["new", "open"]).toContain(ticket.status);
      expect(ticket.fields).toMatchObject({ severity: null, due: null, summary: null });
      expect(settled).toBe(true);
      expect(fingerprint).toMatch(/^[0-9a-f]{24}$/);
    });

    promise("in the second of its last change a reading is not settled", async (world) => {
      expect((await readIn(world, await world.opens())).settled).toBe(false);
    });

    promise("what is not there is gone, and so is what was deleted", async (world) => {
      expect(await world.helpdesk.read(world.nowhere)).toEqual({ kind: "gone" });
      const id = await world.opens();
      world.passes(2);
      const before = await readIn(world, id);
      await world.deletes(id);
      expect(await world.helpdesk.read(id)).toEqual({ kind: "gone" });
      expect(await world.helpdesk.write(before, severe)).toEqual({ kind: "gone" });
    });

    promise("what was planned is written, and nothing is left to plan", async (world) => {
      const id = await world.opens();
      world.passes(2);
      const before = await readIn(world, id);
      expect(await world.helpdesk.write(before, planned(world, before))).toMatchObject({ kind: "written" });
      world.passes(2);
      const after = await readIn(world, id);
      expect(planned(world, after)).toEqual([]);
      expect(after.fingerprint).not.toBe(before.fingerprint);
    });

    promise("a write tells the fingerprint and a time that the next reading bears out", async (world) => {
      const id = await world.opens();
      world.passes(2);
      const outcome = await world.helpdesk.write(await readIn(world, id), severe);
      if (outcome.kind !== "written") throw new Error(outcome.kind);
      world.passes(2);
      const after = await readIn(world, id);
      expect(outcome.fingerprint).toBe(after.fingerprint);
      expect(outcome.updatedAt).toBeGreaterThanOrEqual(after.ticket.updatedAt);
      expect(after.ticket.fields.severity).toBe(1);
    });

    promise("a write on what has changed since is a conflict and changes nothing", async (world) => {
      const id = await world.opens();
      world.passes(2);
      const before = await readIn(world, id);
      await world.tags(id, "vip");
      expect(await world.helpdesk.write(before, severe)).toEqual({ kind: "conflict" });
      const { ticket } = await readIn(world, id);
      expect(ticket.fields.severity).toBeNull();
      expect(ticket.tags).toContain("vip");
    });

    promise("a write of nothing is a bug", async (world) => {
      const id = await world.opens();
      world.passes(2);
      const before = await readIn(world, id);
      await expect(world.helpdesk.write(before, [])).rejects.toThrow(RangeError);
    });

    promise("tags of others survive a write", async (world) => {
      const id = await world.opens();
      await world.tags(id, "vip");
      world.passes(2);
      const before = await readIn(world, id);
      await world.helpdesk.write(before, planned(world, before));
      expect((await readIn(world, id)).ticket.tags).toContain("vip");
    });

    promise("support's first answer is the first reply, to its own precision", async (world) => {
      const id = await world.opens();
      world.passes(600);
      const at = world.now();
      await world.replies(id);
      world.passes(600);
      await world.replies(id);
      const { firstReply } = (await readIn(world, id)).ticket;
      expect(Math.abs((firstReply?.at ?? 0) - at)).toBeLessThan(firstReply?.precision === "second" ? 1000 : 60_000);
    });

    promise("of a note it is known whether it was written, before one is", async (world) => {
      const id = await world.opens();
      world.passes(2);
      const before = await readIn(world, id);
      const note: Change = { kind: "add_note", note: "unmapped", body: "Who is this?" };
      if (!before.ticket.lacks?.includes("add_note")) {
        expect(await world.helpdesk.hasNote(id, "unmapped")).toEqual({ kind: "known", written: false });
        await world.helpdesk.write(before, [note]);
      }
      expect(await world.helpdesk.hasNote(id, "unmapped")).toEqual({ kind: "known", written: true });
    });

    const MEANT: readonly (readonly [Mishap, "read" | "write", string])[] = [
      ["limit", "read", "throttled"],
      ["limit", "write", "throttled"],
      ["no permission", "read", "forbidden"],
      ["no permission", "write", "forbidden"],
      ["bad credentials", "read", "reauth_required"],
      ["bad credentials", "write", "reauth_required"],
      ["outage", "read", "unavailable"],
      ["outage", "write", "ambiguous"],
      ["lost answer", "read", "unavailable"],
      ["lost answer", "write", "ambiguous"],
    ];
    for (const [mishap, kind, expected] of MEANT) {
      promise(`${mishap} at a ${kind} is a value, ${expected}, and passes`, async (world) => {
        const id = await world.opens();
        world.passes(2);
        const before = await readIn(world, id);
        await world.meets(mishap, kind);
        const act = () => (kind === "read" ? world.helpdesk.read(id) : world.helpdesk.write(before, severe));
        const outcome = await act();
        expect(outcome.kind).toBe(expected);
        if (outcome.kind === "throttled") expect(outcome.until).toBeGreaterThan(world.now());
        world.passes(7200);
        expect(await world.helpdesk.read(id)).toMatchObject({ kind: "read" });
      });
    }

    promise("a write whose answer was lost stands, and is not planned again", async (world) => {
      const id = await world.opens();
      world.passes(2);
      const before = await readIn(world, id);
      await world.meets("lost answer", "write");
      expect(await world.helpdesk.write(before, severe)).toMatchObject({ kind: "ambiguous" });
      world.passes(2);
      expect((await readIn(world, id)).ticket.fields.severity).toBe(1);
    });

    promise("every ticket that changed since is told, with the fingerprint that a reading has", async (world) => {
      await world.opens();
      world.passes(600);
      const since = world.now();
      const [quiet, written] = [await world.opens(), await world.opens()];
      world.passes(2);
      await world.helpdesk.write(await readIn(world, written), severe);
      // What is too young comes another time.
      world.passes(600);
      const found = await changedSince(world, since);
      for (const id of [quiet, written]) {
        expect(found.get(id)).toBe((await readIn(world, id)).fingerprint);
      }
      await world.tags(written, "vip");
      world.passes(600);
      expect((await changedSince(world, since)).get(written)).not.toBe(found.get(written));
    });

    promise("a cursor that leads nowhere is lost, so that the sweep begins anew", async ({ helpdesk }) => {
      expect(await helpdesk.changed({ kind: "cursor", cursor: "!" })).toMatchObject({ kind: "lost" });
    });

    promise("a webhook that is right has no faults", async ({ helpdesk }) => {
      expect(await helpdesk.webhook()).toEqual({ kind: "known", faults: [], failed: 0 });
    });
  });
}

const severe: readonly Change[] = [{ kind: "set_severity", severity: 1 }];

async function readIn({ helpdesk }: World, id: TicketId): Promise<Reading> {
  const outcome = await helpdesk.read(id);
  if (outcome.kind !== "read") throw new Error(JSON.stringify(outcome));
  return outcome.reading;
}

/** What an Enterprise contract asks for on this ticket, without the notes. */
function planned({ policy, now }: World, { ticket }: Reading): readonly Change[] {
  const contract = aContract();
  const mapping = ticket.handles ? mappedByHandle([ticket.handles[0] ?? "", contract]) : mapped(contract);
  const decision = decide(ticket, mapping, policy, MEMORY, now());
  if (decision.kind !== "answer") throw new Error("expected an answer");
  return plan(decision, ticket, new Set(["contact_unlisted", "unmapped"]), () => "1. Because.");
}

/** As after a first decision, so that the second one is the same. */
const MEMORY = { severity: 3, priority: "normal", severityByHand: false, due: null, retroactive: false } as const;

async function changedSince({ helpdesk }: World, at: Instant): Promise<ReadonlyMap<TicketId, string>> {
  const found = new Map<TicketId, string>();
  let from: ChangesFrom = { kind: "since", at };
  for (let pages = 0; pages < 50; pages++) {
    const outcome = await helpdesk.changed(from);
    if (outcome.kind !== "changed") throw new Error(JSON.stringify(outcome));
    for (const { ticketId, fingerprint } of outcome.tickets) found.set(ticketId, fingerprint);
    if (outcome.next === null) return found;
    from = { kind: "cursor", cursor: outcome.next };
  }
  throw new Error("the changes never end");
}
