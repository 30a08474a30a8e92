import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

const REFUSED = [
  ["src/core", "zod"],
  ["src/core", "node:fs"],
  ["src/core", "../zendesk/schema.ts"],
  ["src/desk", "../zendesk/client.ts"],
  ["src/desk", "hono"],
  ["src/zendesk", "../github/client.ts"],
  ["src/zendesk", "../desk/desk.ts"],
  ["src/zendesk", "@octokit/core"],
  ["src/github", "../zendesk/client.ts"],
  ["src/github", "../desk/desk.ts"],
  ["src/github", "node:crypto"],
  ["src/http", "../desk/desk.ts"],
  ["src/admin", "../../handlers/api/problem.ts"],
  ["src/account", "../../handlers/api/problem.ts"],
  ["src/account", "../worker/sql.ts"],
  ["src/answer", "../worker/sql.ts"],
  ["src/api", "../desk/desk.ts"],
  ["src/api", "../../handlers/api/problem.ts"],
  ["src/git-mapping", "../desk/preview.ts"],
  ["src/git-mapping", "@octokit/core"],
  ["handlers", "../src/node.ts"],
  ["handlers", "node:http"],
  ["app", "node:fs"],
  ["app", "hono"],
  ["app/sidebar", "../../src/core/time.ts"],
  ["app/sidebar", "../../src/desk/desk.ts"],
  ["app/sidebar", "../../handlers/app-page.ts"],
  ["app/sidebar", "../../handlers/api/problem.ts"],
  ["mappings", "node:fs"],
  ["mappings", "../src/desk/desk.ts"],
  ["emulator", "../src/zendesk/schema.ts"],
] as const;

const ALLOWED = [
  ["src/core", "luxon"],
  ["src/core", "./time.ts"],
  ["src/desk", "../core/decide.ts"],
  ["src/zendesk", "../desk/helpdesk.ts"],
  ["src/github", "../desk/helpdesk.ts"],
  ["src/github", "@octokit/core"],
  ["src/admin", "../api/changes.ts"],
  ["src/account", "../zendesk/zendesk.ts"],
  ["src/api", "zod"],
  ["src/git-mapping", "../../mappings/golden.ts"],
  ["src/git-mapping", "../api/changes.ts"],
  ["handlers", "../src/account/account.ts"],
  ["app", "react"],
  ["app/sidebar", "@zendeskgarden/react-buttons"],
  ["app/sidebar", "../theme.tsx"],
  ["app/sidebar", "../../src/api/ticket-answer.ts"],
  ["mappings", "yaml"],
] as const;

/** One planted file for each import, in a copy of the house with nothing in it but the linter's own configuration. */
const house = mkdtempSync(join(tmpdir(), "tierline-house-"));
const fileOf = (folder: string, imported: string): string => `${folder}/${imported.replace(/\W+/g, "-")}.ts`;
let report = "";

beforeAll(() => {
  copyFileSync(join(ROOT, "biome.json"), join(house, "biome.json"));
  for (const [folder, imported] of [...REFUSED, ...ALLOWED]) {
    mkdirSync(join(house, folder), { recursive: true });
    const file = join(house, fileOf(folder, imported));
    writeFileSync(file, `import * as imported from "${imported}";\nexport const it = imported;\n`);
  }
  const args = ["lint", "--only=style/noRestrictedImports", "--vcs-enabled=false", "--max-diagnostics=none"];
  const { stdout, stderr } = spawnSync(join(ROOT, "node_modules/.bin/biome"), args, { cwd: house, encoding: "utf8" });
  report = stdout + stderr;
});
afterAll(() => rmSync(house, { recursive: true }));

test.each(REFUSED)("%s must not import %s", (folder, imported) => {
  expect(report).toContain(`${fileOf(folder, imported)}:1`);
});

test.each(ALLOWED)("%s may import %s", (folder, imported) => {
  expect(report).not.toContain(`${fileOf(folder, imported)}:1`);
});
