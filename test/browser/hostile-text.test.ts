import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ticketAnswer, whatIfAnswer } from "../../src/api/ticket-answer.ts";
import { compileCalendar } from "../../src/core/calendar.ts";
import type { Policy, Severity, Tier } from "../../src/core/policy.ts";
import { aContract, at, ENTERPRISE, on, POLICY, tierName, tierOf } from "../support/given.ts";
import { groupsOf, HOSTILE_TEXTS, joined } from "../support/hostile-text.ts";
import { imagined, STATES, TICKET_ID } from "./answers.ts";
import { hostile } from "./hostile-body.ts";
import { type Reply, Stage } from "./stage.ts";
import { madeIn, type Watch, watch } from "./watch.ts";
import { WholeWay } from "./whole-way.ts";

// Whatever people wrote into a customer's row, the policy or the helpdesk is shown as it was written, and never obeyed.

const QUIET: Watch = { complaints: [], ran: [], strayed: [] };

test("there are at least three hundred texts, each another", () => {
  expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(300);
});

describe("from the customer's row, the policy and the helpdesk, by way of a real server", () => {
  const groups = groupsOf(HOSTILE_TEXTS, 60);
  const severityTexts = groupsOf(HOSTILE_TEXTS, Math.ceil(HOSTILE_TEXTS.length / 4));
  const enterprise = tierOf(POLICY, ENTERPRISE);

  /** Each group is the title, the promises and the holidays of a tier. */
  const tiers = groups.map((texts, index): Tier => {
    const { definition } = enterprise.calendar;
    const holidays = new Map([[on("2026-11-04"), joined(texts, "holiday")]]);
    const promise = (severity: Severity) => ({ ...enterprise.targets[severity], words: joined(texts, `promise`) });
    return {
      ...enterprise,
      name: tierName(`hostile_${index}`),
      title: joined(texts, "tier"),
      calendar: compileCalendar({ ...definition, holidays }),
      targets: { 1: promise(1), 2: promise(2), 3: promise(3), 4: promise(4) },
    };
  });
  const severity = (level: Severity) => ({
    ...POLICY.severities[level],
    title: joined(severityTexts[level - 1] ?? [], "severity"),
    definition: joined(severityTexts[level - 1] ?? [], "definition"),
  });
  const policy: Policy = {
    ...POLICY,
    tiers: new Map([...POLICY.tiers, ...tiers.map((tier) => [tier.name, tier] as const)]),
    severities: { 1: severity(1), 2: severity(2), 3: severity(3), 4: severity(4) },
    notCovered: POLICY.notCovered.map((category) => ({ ...category, words: joined(HOSTILE_TEXTS, "category") })),
  };
  const contracts = groups.map((texts, index) =>
    aContract({
      organizationId: null,
      externalId: `crm-${index}`,
      name: joined(texts, "organization"),
      domains: [],
      tier: tierName(`hostile_${index}`),
      csm: joined(texts, "csm"),
      tam: joined(texts, "tam"),
      namedContacts: texts,
    }),
  );

  let whole: WholeWay;
  beforeAll(async () => {
    whole = await WholeWay.open({
      terms: { policy, contracts, mappingVersion: "hostile" },
      begins: at("2026-11-03 10:00"),
    });
  });
  afterAll(() => whole.close());

  const emailOf = (index: number): string => `o'"<b>${index}&{{7}}@customer${index}.example`;

  async function customer(index: number, texts: readonly string[], organization: object): Promise<string> {
    const name = joined(texts, "helpdesk").slice(0, 2_000);
    const organization_id = await whole.rest("POST", "/api/v2/organizations", {
      organization: { name, ...organization },
    });
    const email = emailOf(index);
    await whole.rest("POST", "/api/v2/users", { user: { name, email, organization_id } });
    return email;
  }

  test("in the workspace every field shows what was written", async () => {
    const tickets = await Promise.all(
      groups.map(async (texts, index) => {
        const email = await customer(index, texts, { external_id: `crm-${index}` });
        return whole.arrives(email, { subject: joined(texts, "subject") });
      }),
    );
    const decided = () => tickets.every((id) => whole.shows(id).priority !== null);
    await vi.waitFor(() => expect(decided()).toBe(true), { timeout: 15_000, interval: 20 });
    const { page, app, watched } = await whole.visit("/agent/tickets/new/1");
    for (const [index, id] of tickets.entries()) {
      const texts = groups[index] ?? [];
      await page.goto(`${whole.zendesk.origin}/agent/tickets/${id}`);
      await app.getByRole("button", { name: "Why?" }).click();
      await app.getByRole("button", { name: "Change severity" }).click();
      const shown = await app.locator("main").evaluate("document.querySelector('main').textContent");
      for (const field of ["organization", "csm", "tam", "tier", "promise", "holiday"]) {
        expect(shown).toContain(joined(texts, field));
      }
      for (const text of texts) expect(shown).toContain(text);
      for (const some of severityTexts) {
        expect(shown).toContain(joined(some, "severity"));
        expect(shown).toContain(joined(some, "definition"));
      }
      for (const frame of page.frames().slice(1)) expect(await madeIn(frame)).toEqual([]);
    }
    const [first = ""] = groups.map((_, index) => emailOf(index));
    const uncovered = await whole.arrives(first, { tags: ["third_party"] });
    await page.goto(`${whole.zendesk.origin}/agent/tickets/${uncovered}`);
    await app.getByText(joined(HOSTILE_TEXTS, "category").slice(0, 40)).first().waitFor();
    expect(await app.locator("main").textContent()).toContain(joined(HOSTILE_TEXTS, "category"));
    expect(watched).toEqual(QUIET);
    await page.context().close();
  }, 60_000);
});

describe("from the server's answer, whatever text it may hold", () => {
  let stage: Stage;
  let reply: Reply = { status: 0, body: null };
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  /** The sidebar, watched from its first line on. */
  async function show(location: "ticket_sidebar" | "new_ticket_sidebar" = "ticket_sidebar") {
    const ticket = location === "ticket_sidebar" ? { ticketId: TICKET_ID } : {};
    const { page, app } = await stage.show({ location, ...ticket, reply: () => reply });
    const watched = await watch(page.context());
    const again = async (next: Reply) => {
      reply = next;
      await page.reload();
      await app.locator("main:not([aria-busy])").waitFor();
    };
    const made = async () => (await Promise.all(page.frames().slice(1).map(madeIn))).flat();
    return { page, app, watched, again, made };
  }

  test("each text alone: a step, a notice, a named contact", async () => {
    const { page, app, watched, again, made } = await show();
    const { "not-covered": answer, "no-organization": noticed } = STATES;
    const [notice] = noticed.notices;
    await again({
      status: 200,
      body: {
        ...answer,
        steps: HOSTILE_TEXTS,
        notices: HOSTILE_TEXTS.map((words) => ({ ...notice, words, mend: words })),
        people: { ...answer.people, namedContacts: HOSTILE_TEXTS },
      },
    });
    await app.getByRole("button", { name: "Why?" }).click();
    expect(await app.locator("ol > li").allTextContents()).toEqual(HOSTILE_TEXTS);
    const notices = app.getByRole("region", { name: "Good to know" }).locator("p");
    expect(await notices.allTextContents()).toEqual(HOSTILE_TEXTS.flatMap((text) => [text, text]));
    const customer = await app.getByRole("region", { name: "Customer" }).textContent();
    expect(customer).toContain(HOSTILE_TEXTS.join(""));
    expect([await made(), watched]).toEqual([[], QUIET]);
    await page.context().close();
  });

  const groups = groupsOf(HOSTILE_TEXTS, 180);
  /** Names that stand for something, and what an app of another kind may show. */
  const UNSEEN =
    /^(ticketId|policyVersion|summary|severityFieldId|(tier|servedAs)\.name|.*\.(kind|option|label)|strip\.days\..*)$/;

  test.each(["everything-special", "a-long-walk", "closed", "not-seen-yet"] as const)(
    "every text of a ticket that is %s",
    async (name) => {
      const { page, app, watched, again, made } = await show();
      for (const texts of groups) {
        const { body, places } = hostile(STATES[name], ticketAnswer, texts);
        await again({ status: 200, body });
        let shown = (await app.locator("main").textContent()) ?? "";
        for (const more of ["Why?", "Change severity"]) {
          const button = app.getByRole("button", { name: more });
          if ((await button.count()) > 0) await button.click();
        }
        shown += (await app.locator("main").textContent()) ?? "";
        const seen = places.filter((place) => !UNSEEN.test(place));
        expect(seen.length).toBeGreaterThan(1);
        expect(seen.filter((place) => !shown.includes(joined(texts, place)))).toEqual([]);
        expect([await made(), watched]).toEqual([[], QUIET]);
      }
      await page.context().close();
    },
  );

  test("the words for the customer are copied as they stand", async () => {
    const { page, app, again } = await show();
    const customerText = joined(HOSTILE_TEXTS, "letter").replaceAll("\r\n", "\n");
    await again({ status: 200, body: { ...STATES["due-soon-after-the-aim"], customerText } });
    await app.getByRole("button", { name: "Why?" }).click();
    await app.getByRole("button", { name: "Copy for the customer" }).click();
    await app.getByRole("button", { name: "Copied" }).waitFor();
    await page.context().grantPermissions(["clipboard-read"]);
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(customerText);
    await page.context().close();
  });

  test("of a ticket that is being written", async () => {
    const { page, app, watched, again, made } = await show("new_ticket_sidebar");
    const { body } = hostile(imagined({ severity: 3, now: at("2026-11-03 10:05") }), whatIfAnswer, HOSTILE_TEXTS);
    await again({ status: 200, body });
    expect(await app.locator("h1").textContent()).toContain(joined(HOSTILE_TEXTS, "tier.title"));
    expect([await made(), watched]).toEqual([[], QUIET]);
    await page.context().close();
  });

  test("of a refusal, at first and of a change", async () => {
    const { page, app, watched, again, made } = await show();
    const detail = joined(HOSTILE_TEXTS, "detail");
    const refusal = { status: 401, body: { detail, mend: joined(HOSTILE_TEXTS, "mend") } };
    await again(refusal);
    await app.getByRole("heading", { name: "Not permitted" }).waitFor();
    expect(await app.locator("main").textContent()).toContain(`${detail} ${refusal.body.mend}`);

    await again({ status: 200, body: STATES["due-soon-after-the-aim"] });
    reply = refusal;
    await app.getByRole("button", { name: "Change severity" }).click();
    await app.getByText("2 · Major", { exact: true }).click();
    await app.getByRole("button", { name: "Set severity 2" }).click();
    await app.getByText(/Severity 2 could not be set/).waitFor();
    expect(await app.locator("main").textContent()).toContain(detail);
    expect([await made(), watched]).toEqual([[], QUIET]);
    await page.context().close();
  });
});
