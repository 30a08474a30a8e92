/**
 * Reads and checks the mapping files and writes them to `dist/worker/mappings.txt`, for the Worker to carry. `wrangler` runs it
 * before it builds; with a problem in the files nothing is deployed.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { bundleMappings } from "../cli/bundle-mappings.ts";

const bundled = await bundleMappings();
if (bundled.ok) {
  const folder = new URL("../dist/worker/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  // Moved into its place, so that nobody who builds at the same time reads half a file.
  const draft = new URL(`mappings-${process.pid}.txt`, folder);
  writeFileSync(draft, JSON.stringify(bundled.value));
  renameSync(draft, new URL("mappings.txt", folder));
} else {
  console.error(bundled.failure.message);
  process.exitCode = 1;
}
