import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWorld } from "../support/world.ts";

// A server that can't open every account of its folder must not start with some of them: nobody would notice.

test.each([
  { what: "a file of another key", file: `${"A".repeat(64)}.sqlite`, says: /TIERLINE_SECRET_KEY/ },
  { what: "a file that is no database", file: null, says: /\.sqlite: file is not a database/ },
])("$what stops the start with its reason, and leaves nothing open behind it", async ({ file, says }) => {
  const world = await openWorld();
  const stranger = join(world.folder, file ?? `${await world.tierline.deskIds.of("zendesk", "zzz")}.sqlite`);
  await world.stop();
  writeFileSync(stranger, "this is no database, only text that is long enough to be read as one".repeat(20));
  await expect(world.start()).rejects.toThrow(says);
  writeFileSync(stranger, "");
  if (file !== null) return;
  await world.start();
  const ticket = await world.zendesk().arrives();
  await world.settle();
  expect(world.zendesk().shows(ticket).priority).toBe("normal");
});

test("a database under another account's name is refused: its secrets are sealed to its own", async () => {
  const world = await openWorld();
  const { deskIds } = world.tierline;
  const [acme, beta] = [await deskIds.of("zendesk", "acme"), await deskIds.of("zendesk", "beta")];
  await world.stop();
  for (const file of readdirSync(world.folder)) {
    copyFileSync(join(world.folder, file), join(world.folder, file.replace(acme, beta)));
  }
  await expect(world.start()).rejects.toThrow(/can't be decrypted/);
});

test("other files in the folder are left alone", async () => {
  const world = await openWorld();
  writeFileSync(join(world.folder, "README.txt"), "backups are elsewhere");
  await world.restart();
  expect(await world.tierline.accounts.all()).toHaveLength(1);
  expect(readdirSync(world.folder)).toContain("README.txt");
});
