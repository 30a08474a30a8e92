/**
 * Writes the JSON Schemas that editors use for `mappings/support-policy.yaml` and `mappings/holidays/*.yaml`, from the
 * schemas that the loader itself uses. `node scripts/schema.ts`; a test fails while the files are stale.
 */
import { writeFileSync } from "node:fs";
import { jsonSchemas } from "../mappings/json-schema.ts";

for (const [file, text] of jsonSchemas()) {
  writeFileSync(new URL(`../mappings/${file}`, import.meta.url), text);
  console.log(`mappings/${file}: written`);
}
