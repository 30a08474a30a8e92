import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The Worker carries the mapping files and the pages as their builds wrote them; so do its tests. */
export async function setup(): Promise<void> {
  await import("../../scripts/bundle-mappings.ts");
  execFileSync(process.execPath, [fileURLToPath(new URL("../../scripts/app-build.mjs", import.meta.url))]);
}
