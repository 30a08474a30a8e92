import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { administered, EDITABLE, promisePath } from "../support/administrators.ts";
import { labelsOf } from "../support/emulated-github.ts";
import { OPERATOR_TOKEN, openWorld } from "../support/world.ts";
import { type Seen, tierline } from "./terminal-double.ts";

const folder = mkdtempSync(join(tmpdir(), "tierline-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The real commands against a Tierline in this process, of which an administrator is the owner. */
async function anAccount() {
  const { world, zendesk } = await administered();
  const there: typeof fetch = async (input, init) => world.tierline.app.request(new Request(input, init));
  const operate = (...args: readonly string[]): Promise<Seen> =>
    tierline([...args, "--subdomain", "acme"], {
      fetch: there,
      environment: { TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN },
    });
  return { world, zendesk, operate };
}

describe("an account's mapping, by its commands", () => {
  test("a row is set: proposed with what it would do, made, and taken back", async () => {
    const { world, zendesk, operate } = await anAccount();
    const bolt = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    expect((await operate("org", "list", "--tier", "growth")).output).toMatch(/^1 +Bolt +growth/m);
    const proposed = await operate("org", "set", "1", "tier=pro", "--note", "Renewed");
    expect(proposed).toMatchObject({ code: 0, errors: "" });
    expect(proposed.output).toContain("1 of 1 open tickets is decided otherwise.");
    expect(proposed.output).toContain('~ Bolt: tier "growth" → "pro"');
    expect(proposed.output).toContain("To make it: tierline changes apply 1 --subdomain acme");
    expect((await operate("changes", "apply", "1")).output).toContain("Change 1: applied (Renewed).");
    await world.settle();
    expect(zendesk.shows(bolt).tags).toContain("sla_tier_pro");
    expect((await operate("org", "show", "1")).output).toMatch(/^tier +pro$/m);
    await operate("changes", "undo", "1");
    await operate("changes", "apply", "2");
    expect((await operate("changes", "list")).output).toMatch(/^1 +undone +organizations/m);
    expect(await operate("changes", "apply", "2")).toMatchObject({ code: 1, output: "" });
  });

  test("a file is exported, and imported with three bad rows names each with its line", async () => {
    const { operate } = await anAccount();
    const file = join(folder, "organizations.csv");
    await operate("org", "export", "--out", file);
    const text = readFileSync(file, "utf8");
    expect((await operate("org", "import", file)).output).toBe(
      "2 rows: 0 added, 0 altered, 0 removed, 2 as they are.\n",
    );
    writeFileSync(
      file,
      `${text}1,,A,,gold,,,existing,yes,,,,\n2,,B,,pro,never,,existing,yes,,,,\n3,,C,,pro,,,no,yes,,,,\n`,
    );
    const dry = await operate("org", "import", file, "--dry-run");
    expect(dry.code).toBe(1);
    expect(dry.output).toContain(`${file}:4: tier: "gold" is none of the values it may have`);
    expect(dry.output).toContain("3 problems: nothing of it is taken.");
    const real = await operate("org", "import", file);
    expect(real).toMatchObject({ code: 1, output: "" });
    expect(real.errors).toContain("line 5, contract_start");
    writeFileSync(file, `${text}1,,A,a.example,pro,,,existing,yes,,,,\n`);
    expect((await operate("org", "import", file, "--apply")).output).toContain("+ A (pro)");
    expect((await operate("org", "list")).output).toMatch(/^2 +A +pro/m);
  });
});

test("the policy is shown, set in the contract's words, and restored", async () => {
  const { operate } = await anAccount();
  expect((await operate("policy", "show")).output).toContain("Owned by administrators, version 1");
  const path = promisePath("growth", 2).join(".");
  const wrong = await operate("policy", "set", path, "6 hours");
  expect(wrong.code).toBe(1);
  expect(wrong.errors).toContain(`${path}: "6 hours" doesn't say whether nights, weekends and holidays count`);
  const set = await operate("policy", "set", path, "3 business days", "--apply");
  expect(set.output).toContain(`${path}: "1 - 2 business days" → "3 business days"`);
  expect((await operate("policy", "restore", "1", "--apply")).code).toBe(0);
  expect((await operate("policy", "versions")).output).toMatch(/^3 \* /m);
  expect((await operate("policy", "own", "files")).code).toBe(0);
  expect((await operate("policy", "set", path, "3 business days")).errors).toContain("The mapping files own");
});

test("the audit trail is listed, and verified here, from the server or from a file that was exported", async () => {
  const { world, operate } = await anAccount();
  await operate("org", "set", "1", "tier=pro", "--apply");
  expect((await operate("audit", "list")).output).toMatch(/^4 .* operator +change\.applied +change 1$/m);
  expect((await operate("audit", "verify")).output).toMatch(/^The trail is whole: 4 entries\..*[0-9a-f]{64}$/m);
  const { output } = await operate("audit", "export");
  const file = join(folder, "audit.ndjson");
  onTestFinished(() => rmSync(file));
  writeFileSync(file, output.replace("change 1", "change 9"));
  expect(await operate("audit", "verify", "--file", file)).toMatchObject({
    code: 1,
    output: "The trail is broken: entry 4 was altered.\n",
  });
  (await world.account()).desk.sql.run(`UPDATE audit SET detail = '{}' WHERE seq = 1`);
  expect(JSON.parse((await operate("audit", "verify", "--json")).output)).toMatchObject({ kind: "broken", seq: 1 });
});

describe("an owner's account on GitHub", () => {
  async function anOwner(...accounts: readonly string[]) {
    const world = await openWorld({ terms: EDITABLE, owners: ["acme"], accounts });
    const there: typeof fetch = async (input, init) => world.tierline.app.request(new Request(input, init));
    const environment = { TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN };
    return { world, operate: (...args: readonly string[]) => tierline(args, { fetch: there, environment }) };
  }

  test("is administered by the same commands, and the account of the same name on Zendesk stays as it is", async () => {
    const { world, operate } = await anOwner("acme");
    const issue = world.github().opens("Sev 2 – Major");
    await world.settle();
    expect(labelsOf(issue)).toContain("sla: unmapped");
    const [there, elsewhere] = [
      ["--owner", "acme"],
      ["--subdomain", "acme"],
    ] as const;
    expect((await operate("policy", "own", "admin", ...there)).code).toBe(0);
    const set = await operate("org", "set", "1", "handles=acme/globex", ...there);
    expect(set.output).toContain("To make it: tierline changes apply 1 --owner acme");
    expect((await operate("changes", "apply", "1", ...there)).output).toContain("Change 1: applied");
    await world.settle();
    expect(labelsOf(issue)).toContain("sla: growth");
    expect((await operate("org", "list", ...there)).output).toMatch(/^1 +Bolt .* acme\/globex/m);
    expect((await operate("audit", "list", ...there)).output).toMatch(/ operator +change\.applied +change 1$/m);
    expect((await operate("audit", "verify", ...there)).output).toContain("The trail is whole");
    expect((await operate("policy", "show", ...there)).output).toContain("Owned by administrators");

    expect((await operate("policy", "show", ...elsewhere)).output).toContain("Owned by the mapping files");
    expect((await operate("changes", "list", ...elsewhere)).output).toBe("Nothing was changed yet.\n");
    expect((await operate("org", "list", ...elsewhere)).output).not.toContain("acme/globex");
  });

  test.each([["org", "list"], ["policy", "show"], ["changes", "list"], ["audit", "list"], ["decisions"]])(
    "has to be named beside another for %s %s, and where it is the only one needs not be",
    async (...words) => {
      const { operate } = await anOwner("acme");
      expect(await operate(...words)).toMatchObject({
        code: 1,
        errors: expect.stringContaining("Say which: --subdomain … for one of Zendesk, --owner … for one of GitHub."),
      });
      const alone = await anOwner();
      expect(await alone.operate(...words)).toMatchObject({ code: 0, errors: "" });
      expect((await alone.operate(...words, "--owner", "nobody")).errors).toContain('No account "nobody" is connected');
    },
  );
});
