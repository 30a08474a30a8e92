import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Stage, setStage } from "../../cli/demo/stage.ts";
import { type Instant, parseInstant } from "../../src/core/time.ts";
import { shippedPolicy } from "../mappings/shipped.ts";
import { type Seen, tierline } from "./terminal-double.ts";

/** One story, each step standing on the one before: the real commands against a real server and an emulated Zendesk. */
describe("an account's life, by its commands", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({
      subdomain: "acme",
      terms: { policy: shippedPolicy(), contracts: [], mappingVersion: "none" },
      begins: parseInstant("2026-12-24T16:30:00Z") as Instant,
      ports: { tierline: 0, emulator: 0 },
      random: () => 0.5,
    });
  });
  afterAll(() => stage.close());

  const operate = (...args: readonly string[]): Promise<Seen> =>
    tierline([...args, "--url", stage.tierlineUrl], {
      fetch,
      environment: {
        TIERLINE_OPERATOR_TOKEN: stage.operatorToken,
        TIERLINE_ZENDESK_CLIENT_SECRET: stage.zendesk.emulator.seed.client.secret,
      },
    });
  const connect = (...options: readonly string[]): Promise<Seen> => {
    const { identifier } = stage.zendesk.emulator.seed.client;
    const account = ["--subdomain", "acme", "--zendesk-origin", stage.zendesk.origin];
    return operate("connect", ...account, "--client-id", identifier, ...options);
  };
  const due = async (): Promise<number> => {
    const admin = stage.zendesk.emulator.seed.admin.email;
    const { tickets } = await stage.people.call(admin, "GET", "/api/v2/tickets.json");
    return (tickets ?? []).filter(({ priority }) => priority === "normal").length;
  };

  test("before it is connected, doctor says how to connect it", async () => {
    const { code, errors } = await operate("doctor");
    expect(errors).toContain("No account is connected here yet. Connect it first: npm run tierline -- connect");
    expect(code).toBe(1);
  });

  test("a dry run shows what would be created, and nothing is connected", async () => {
    const { code, output } = await connect("--dry-run");
    expect(output).toContain("Nothing was created.");
    expect(output).toContain("webhook");
    expect(code).toBe(0);
    expect((await operate("doctor")).code).toBe(1);
  });

  test("connect creates what is missing and begins in shadow; again, it changes nothing", async () => {
    const first = await connect();
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.output).toMatch(/^created .*webhook/m);
    expect(first.output).toContain("acme is connected in shadow mode.");
    const second = await connect();
    expect(second.output).not.toMatch(/^created/m);
    expect(second.code).toBe(0);
  });

  test("a wrong secret is one sentence, and leaves the connection as it was", async () => {
    const { identifier } = stage.zendesk.emulator.seed.client;
    const account = ["--subdomain", "acme", "--zendesk-origin", stage.zendesk.origin, "--client-id", identifier];
    const { code, errors } = await tierline(["connect", ...account, "--url", stage.tierlineUrl], {
      fetch,
      environment: { TIERLINE_OPERATOR_TOKEN: stage.operatorToken, TIERLINE_ZENDESK_CLIENT_SECRET: "wrong" },
    });
    expect(errors.trimEnd().split("\n")).toHaveLength(1);
    expect(errors).toMatch(/^tierline: \w/);
    expect(code).toBe(1);
    expect((await operate("doctor")).code).toBe(0);
  });

  test("in shadow a ticket is decided, and not written; live writes it", async () => {
    await stage.people.call("ada@acme.test", "POST", "/api/v2/tickets.json", {
      ticket: { subject: "The app is slow", comment: { body: "Since this morning." } },
    });
    await stage.settle();
    const shadow = await operate("decisions", "--subdomain", "acme", "--json");
    expect(JSON.parse(shadow.output).decisions).toMatchObject([{ mode: "shadow", written: false, tier: "growth" }]);
    expect(await due()).toBe(0);

    expect((await operate("mode", "live")).output).toContain("The mode is live.");
    await stage.settle();
    expect(await due()).toBe(1);
    expect((await operate("decisions")).output).toMatch(/ live +yes +growth +3 +normal /);
  });

  test("decisions of one ticket come with their steps", async () => {
    const [{ ticketId }] = JSON.parse((await operate("decisions", "--json")).output).decisions;
    const { output } = await operate("decisions", "--ticket", ticketId);
    expect(output).toMatch(/^1\. .*\n2\. /m);
    expect(output).toContain("tags: sla_in_hours");
  });

  test("nothing is parked, and replaying nothing is fine", async () => {
    expect((await operate("parked", "list")).output).toBe("Nothing is parked.\n");
    expect((await operate("parked", "replay", "--all")).output).toBe("0 replayed.\n");
  });

  test("disconnect takes back what connect created", async () => {
    const { code, output } = await operate("disconnect", "--subdomain", "acme");
    expect(output).toContain("webhook");
    expect(code).toBe(0);
    const doctor = await operate("doctor");
    expect(doctor.errors).toContain("No account is connected here yet.");
    expect(doctor.code).toBe(1);
  });
});
