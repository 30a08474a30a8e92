import { describe, expect, test } from "vitest";
import { tierline } from "./terminal-double.ts";

const COMMANDS = [
  ["demo"],
  ["serve"],
  ["explain"],
  ["simulate"],
  ["policy"],
  ["policy", "check"],
  ["vectors"],
  ["connect"],
  ["disconnect"],
  ["doctor"],
  ["mode"],
  ["backfill"],
  ["parked"],
  ["parked", "list"],
  ["parked", "replay"],
  ["decisions"],
  ["app"],
  ["app", "secret"],
  ...["list", "show", "set", "import", "export", "unmapped"].map((word) => ["org", word]),
  ...["show", "versions", "restore", "set", "own"].map((word) => ["policy", word]),
  ...["list", "export", "verify"].map((word) => ["audit", word]),
  ...["list", "show", "apply", "undo", "pause", "resume"].map((word) => ["changes", word]),
];

const TWO_NAMES = "option '--owner <name>' cannot be used with option '--subdomain <name>'";

describe("the command line", () => {
  test.for(COMMANDS)("%s: --help shows an example to copy", async (words) => {
    const { code, output, errors } = await tierline([...words, "--help"]);
    expect(output).toContain(`Example:\n  tierline ${words.join(" ")}`);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
  });

  test("--help names every command with what it is for", async () => {
    const { code, output } = await tierline(["--help"]);
    for (const [name] of COMMANDS) expect(output).toMatch(new RegExp(`^ {2}${name} .*\\w`, "m"));
    expect(code).toBe(0);
  });

  test.for([
    [["frobnicate"], "unknown command 'frobnicate'"],
    [["explan"], "Did you mean explain?"],
    [["explain"], "required option '--tier <tier>' not specified"],
    [["explain", "--tier", "pro", "--severity", "5", "--at", "2026-12-24T16:30:00Z"], "1 (critical)"],
    [["explain", "--tier", "pro", "--severity", "2", "--at", "2026-12-24"], "such as 2026-12-24T16:30:00Z"],
    [["explain", "--tier", "gold", "--severity", "2", "--at", "2026-12-24T16:30:00Z"], "growth, pro, enterprise"],
    [["simulate", "--zone", "Mars/Phobos"], "such as Etc/GMT or Europe/London"],
    [["simulate", "--policy", "/nowhere.yaml"], "cannot read /nowhere.yaml: there is no such file"],
    [["policy", "check", "/nowhere.yaml"], "cannot read /nowhere.yaml: there is no such file"],
    [["vectors"], "missing required argument 'files'"],
    [["mode", "fast"], "Allowed choices are shadow, canary, live"],
    [["mode", "canary"], "canary needs at least one organization id"],
    [["mode", "live", "360001"], "live takes no organizations"],
    [["backfill", "--days", "soon"], "--days soon: write a whole number of days"],
    [["backfill", "--days", "0"], "--days 0: write a whole number of days"],
    [["backfill", "--since", "last year"], "write a date like 2026-08-01"],
    [["backfill", "--since", "2026-02-30"], "write a date like 2026-08-01"],
    [["backfill", "--since", "2126-08-01"], "is not in the past"],
    [["backfill", "--since", "2026-08-01", "--days", "3"], "cannot be used with option"],
    [["parked", "replay"], "name the ids to replay"],
    [["parked", "replay", "7", "--all"], "name the ids to replay"],
    [["connect", "--client-id", "tierline"], "--subdomain is missing: acme for acme.zendesk.com"],
    [["connect", "--subdomain", "acme"], "--client-id is missing"],
    [["connect", "--subdomain", "acme", "--client-id", "tierline"], "TIERLINE_ZENDESK_CLIENT_SECRET is not set"],
    [["connect", "--subdomain", "acme", "--client-id", "t", "--secret-stdin"], "standard input was empty"],
    [["connect", "--client-id", "t", "--api-token-email", "a@b.example"], "cannot be used with option"],
    [["serve"], "TIERLINE_SECRET_KEY is missing"],
    [["org", "list"], "TIERLINE_OPERATOR_TOKEN is not set"],
    ...[
      ["org", "list"],
      ["policy", "show"],
      ["changes", "undo", "7"],
      ["audit", "verify"],
      ["mode", "live"],
    ].map((words) => [[...words, "--owner", "acme", "--subdomain", "acme"], TWO_NAMES] as const),
    [["org", "set", "1", "teir=pro", "--subdomain", "acme"], "did you mean tier=?"],
    [["org", "set", "1", "sdk=maybe", "--subdomain", "acme"], "sdk is yes or no"],
    [["org", "import", "/nowhere.csv", "--subdomain", "acme"], "cannot read /nowhere.csv: there is no such file"],
    [["policy", "own", "everybody", "--subdomain", "acme"], "the owner is admin or files"],
    [["doctor"], "TIERLINE_OPERATOR_TOKEN is not set"],
    [["doctor", "--url", "nonsense"], "nonsense is not a URL"],
    [["doctor", "--url", "http://sla.example.com"], "would send the operator token in the clear"],
  ] as const)("%j is wrong usage: exit 2, nothing on stdout, and a sentence that helps", async ([args, sentence]) => {
    const { code, output, errors } = await tierline(args);
    expect(errors).toContain(sentence);
    expect({ code, output }).toEqual({ code: 2, output: "" });
  });
});
