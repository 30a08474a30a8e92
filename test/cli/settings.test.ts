import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "../../cli/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "tierline-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a .env file fills in what the environment does not say", async () => {
  const file = join(folder, ".env");
  writeFileSync(
    file,
    'TIERLINE_URL="https://sla.example.com"\n# a comment\nTIERLINE_OPERATOR_TOKEN=of-the-file\nEMPTY=1\n',
  );
  const read = await readEnvironment({ TIERLINE_OPERATOR_TOKEN: "of-the-environment", EMPTY: "" }, file);
  expect(read).toEqual({
    TIERLINE_URL: "https://sla.example.com",
    TIERLINE_OPERATOR_TOKEN: "of-the-environment",
    EMPTY: "1",
  });
});

test("no .env file is no problem", async () => {
  expect(await readEnvironment({ A: "1" }, join(folder, "none"))).toEqual({ A: "1" });
});
