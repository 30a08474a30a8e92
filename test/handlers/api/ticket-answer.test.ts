import { describe, expect, test } from "vitest";
import { ticketAnswer, whatIfAnswer } from "../../../src/api/ticket-answer.ts";
import { hours, minutes } from "../../../src/core/time.ts";
import { aContract } from "../../support/given.ts";
import { agent, ask } from "../../support/visitors.ts";
import { openWorld, TERMS, type World } from "../../support/world.ts";

const answered = async (world: World, ticket: number | string) =>
  ask(world, await agent(world), "GET", `/tickets/${ticket}/answer`);

/** The answer, as the sidebar reads it. */
async function shown(world: World, ticket: number) {
  const { status, json, text } = await answered(world, ticket);
  if (status !== 200) throw new Error(text);
  return ticketAnswer.parse(json);
}

async function drawn(world: World, ticket: number) {
  const answer = await shown(world, ticket);
  if (answer.state !== "answered") throw new Error(answer.state);
  return answer;
}

async function imagined(world: World, request: object) {
  const { status, json, text } = await ask(world, await agent(world), "POST", "/what-if", { body: request });
  if (status !== 200) throw new Error(text);
  return whatIfAnswer.parse(json);
}

describe("what Tierline says of a ticket", () => {
  test("is all that an agent has to know", async () => {
    const world = await openWorld();
    const ticket = await world.zendesk().arrives({ severity: 2 });
    await world.settle();
    const answer = await drawn(world, ticket);
    expect(answer).toMatchObject({
      ticketId: String(ticket),
      mode: "live",
      written: true,
      zone: "Etc/GMT",
      tier: {
        name: "enterprise",
        title: "Enterprise",
        from: { kind: "tier_from_mapping", words: expect.stringContaining("Acme") },
      },
      servedAs: null,
      severity: { level: 2, title: "Major", byHand: true, from: { kind: "severity_from_field" } },
      priority: "high",
      target: { words: "12 business hours", kind: "business", strict: false },
      due: "2026-11-04T13:00:00Z",
      firstResponse: { kind: "on_track", at: null, byMs: null },
      contract: { organization: "Acme", onboarding: "completed", sdk: true },
    });
    expect(answer.steps.join("\n")).toContain("12 business hours");
    expect(answer.severities.map(({ level, promise, option }) => [level, promise, option])).toEqual([
      [1, "1 hour, 24x7", "tierline_severity_1"],
      [2, "12 business hours", "tierline_severity_2"],
      [3, "6 - 12 business hours", "tierline_severity_3"],
      [4, "1 business day", "tierline_severity_4"],
    ]);
    expect(answer.severityFieldId).toBe(String(world.zendesk().severity(2).id));
    expect(answer.customerText).toBe(
      "Thank you for your request. We treat it as severity 2 (Major). You will have our first response by Wed 4 Nov 2026 13:00 GMT (12 business hours, Enterprise support).",
    );
  });

  test("counts down in support hours, and around the clock where the promise does", async () => {
    const world = await openWorld();
    const [business, elapsed] = [
      await world.zendesk().arrives({ severity: 2 }),
      await world.zendesk().arrives({ severity: 1 }),
    ];
    await world.settle();
    await world.pass(minutes(30));
    const inHours = (await drawn(world, business)).countdown;
    expect(inHours).toMatchObject({ aroundTheClock: false, wholeMs: hours(12) });
    expect(inHours?.openSpans).toHaveLength(2);
    const length = (spans: readonly { from: string; to: string }[]) =>
      spans.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
    expect(length(inHours?.openSpans ?? [])).toBe(inHours?.leftMs);
    const answer = await drawn(world, elapsed);
    expect(answer.countdown).toMatchObject({
      aroundTheClock: true,
      wholeMs: hours(1),
      openSpans: [{ to: answer.due }],
    });
    expect(answer.countdown?.leftMs).toBe(Date.parse(answer.due ?? "") - Date.parse(answer.now));
  });

  test("says how late an answer is as time goes by, though nothing happens to the ticket", async () => {
    const world = await openWorld();
    const ticket = await world.zendesk().arrives({ severity: 1 });
    await world.settle();
    await world.pass(hours(3));
    const answer = await drawn(world, ticket);
    expect(answer.firstResponse).toEqual({
      kind: "overdue",
      at: null,
      byMs: Date.parse(answer.now) - Date.parse(answer.due ?? ""),
    });
    expect(answer.countdown).toMatchObject({ leftMs: 0, openSpans: [] });
    expect(answer.customerText).toContain("apologize");
  });

  test("of a ticket that it has not seen is that", async () => {
    const world = await openWorld();
    expect(await shown(world, 987654)).toMatchObject({ state: "unknown", ticketId: "987654" });
    expect((await answered(world, "0")).status).toBe(400);
    expect((await answered(world, "5158x")).status).toBe(400);
  });

  test("of a ticket that was closed before the first look is why nothing is written", async () => {
    const world = await openWorld();
    const ticket = await world.zendesk().arrives();
    await world.zendesk().edits(ticket, { status: "closed" });
    await world.settle();
    expect(await shown(world, ticket)).toMatchObject({ state: "left", steps: [expect.stringContaining("closed")] });
  });

  test("of a ticket that the sweep found closed is the same, though no look was needed", async () => {
    const world = await openWorld({ sweepEvery: hours(1) });
    const ticket = await world.zendesk().arrives();
    await world.settle();
    expect(await shown(world, ticket)).toMatchObject({ state: "answered" });
    await world.zendesk().webhooksMeet({ kind: "drop" });
    await world.zendesk().edits(ticket, { status: "closed" });
    await world.pass(hours(2));
    expect(await shown(world, ticket)).toMatchObject({ state: "left", steps: [expect.stringContaining("closed")] });
  });

  test("tells what an agent should notice, each with what to do about it", async () => {
    const contract = aContract({
      ...{ organizationId: null, externalId: "crm-1", name: "Acme", onboarding: "pending", csm: "Cleo" },
      namedContacts: ["nora@acme.example"],
    });
    const world = await openWorld({ terms: { ...TERMS, contracts: [contract] } });
    const [pending, unmapped] = [
      await world.zendesk().arrives(),
      await world.zendesk().arrives({ from: "bob@bolt.example" }),
    ];
    await world.settle();
    const answer = await drawn(world, pending);
    expect(answer).toMatchObject({
      tier: { name: "enterprise" },
      servedAs: { name: "growth", title: "Growth" },
      target: { words: "2 - 4 business days" },
      people: { namedContacts: ["nora@acme.example"], csm: { name: "Cleo" } },
    });
    expect(answer.notices.map(({ kind, mend }) => [kind, mend !== null])).toEqual([["standard_support", true]]);
    expect(answer.customerText).toContain("2 - 4 business days, Standard Support");
    const other = await drawn(world, unmapped);
    expect(other.notices.map(({ kind }) => kind)).toEqual(["unmapped"]);
    expect(other).toMatchObject({ contract: null, tier: { from: { kind: "tier_from_default" } } });
    expect(other.customerText).not.toContain("Growth");
  });

  test("never tells a customer of Tierline, tags or fields", async () => {
    const world = await openWorld();
    const ticket = await world.zendesk().arrives();
    await world.settle();
    expect((await drawn(world, ticket)).customerText).not.toMatch(/tierline|sla_|Zendesk|priority|undefined|null/i);
  });
});

describe("what if", () => {
  test("answers for a ticket that doesn't exist, as for one that does", async () => {
    const world = await openWorld();
    const answer = await imagined(world, { externalId: "crm-1", severity: 2, at: "2026-12-24T16:00:00Z" });
    expect(answer).toMatchObject({
      tier: { name: "enterprise", from: { kind: "tier_from_mapping" } },
      arrived: "2026-12-24T16:00:00Z",
      due: "2026-12-30T10:00:00Z",
      firstResponse: { kind: "on_track" },
      contract: { organization: "Acme" },
    });
    expect(answer.strip?.days.map(({ date, holiday }) => [date, holiday])).toContainEqual([
      "2026-12-25",
      "Christmas Day",
    ]);
    expect((await world.rows())["decision"]).toEqual([]);
  });

  test("counts an evening down around the clock, and a morning's promise in the hours of the day before", async () => {
    const world = await openWorld();
    const evening = { tier: "enterprise", at: "2026-12-23T17:50:00Z" };
    expect((await imagined(world, { ...evening, severity: 1 })).countdown).toEqual({
      aroundTheClock: true,
      leftMs: hours(1),
      wholeMs: hours(1),
      openSpans: [{ from: "2026-12-23T17:50:00Z", to: "2026-12-23T18:50:00Z" }],
    });
    expect((await imagined(world, { ...evening, severity: 3 })).countdown?.openSpans).toEqual([
      { from: "2026-12-23T17:50:00Z", to: "2026-12-23T18:00:00Z" },
      { from: "2026-12-24T09:00:00Z", to: "2026-12-24T18:00:00Z" },
      { from: "2026-12-29T09:00:00Z", to: "2026-12-29T11:50:00Z" },
    ]);
  });

  test("takes a tier as it is chosen", async () => {
    const world = await openWorld();
    const answer = await imagined(world, { tier: "pro", severity: 1 });
    expect(answer).toMatchObject({
      tier: { title: "Pro", from: { kind: "tier_chosen" } },
      target: { words: "3 hours, 24x7" },
    });
    expect(answer.steps.join()).not.toContain("administrator");
  });

  test("knows a customer by the requester's domain", async () => {
    const contract = aContract({ organizationId: null, externalId: "crm-9", name: "Zeta", domains: ["zeta.example"] });
    const world = await openWorld({ terms: { ...TERMS, contracts: [contract] } });
    const answer = await imagined(world, { requesterEmail: "Zoe@Zeta.example" });
    expect(answer).toMatchObject({ contract: { organization: "Zeta" }, tier: { from: { kind: "tier_from_domain" } } });
  });

  test.each([
    [{ tier: "gold" }, 422, "unknown_tier"],
    [{ tier: "Gold Support!" }, 422, "invalid"],
    [{ at: "yesterday" }, 422, "invalid"],
    [{ severity: 5 }, 422, "invalid"],
    [{ surprise: true }, 422, "invalid"],
    [[], 422, "invalid"],
  ])("%j is refused with what is wrong", async (body, status, reason) => {
    const world = await openWorld();
    const answer = await ask(world, await agent(world), "POST", "/what-if", { body });
    expect(answer).toMatchObject({ status, json: { reason, mend: /./ } });
  });

  test("a body that is no JSON, of another type, or too long is refused", async () => {
    const world = await openWorld();
    const token = await agent(world);
    const post = (body: string, type = "application/json") =>
      world.request("/api/zendesk/acme/what-if", {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": type },
        body,
      });
    expect((await post("{")).status).toBe(400);
    expect((await post("{}", "text/plain")).status).toBe(415);
    expect((await post(JSON.stringify({ tier: "x".repeat(70_000) }))).status).toBe(413);
    expect((await post("[".repeat(40))).status).toBe(400);
  });
});

test.each(["0001-01-01T00:00:00Z", "2021-10-01T00:00:00Z", "2031-12-01T00:00:00Z", "9999-12-31T23:59:59Z"])(
  "what if at %s, years away, is refused: calendars are compiled as far as they are asked",
  async (time) => {
    const world = await openWorld();
    const body = { tier: "enterprise", severity: 2, at: time };
    expect(await ask(world, await agent(world), "POST", "/what-if", { body })).toMatchObject({
      status: 422,
      json: { reason: "out_of_reach" },
    });
  },
);
