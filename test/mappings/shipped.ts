import { readdirSync, readFileSync } from "node:fs";
import { loadPolicy, type PolicySources } from "../../mappings/load.ts";
import type { Policy } from "../../src/core/policy.ts";

const folder = new URL("../../mappings/", import.meta.url);

/** One of the files under `mappings/`, as checked in. */
export const shippedText = (path: string): string => readFileSync(new URL(path, folder), "utf8");

/** The policy as checked in, with its holiday lists. */
export function shippedSources(): PolicySources {
  const names = readdirSync(new URL("holidays/", folder)).filter((name) => name.endsWith(".yaml"));
  return {
    file: "support-policy.yaml",
    text: shippedText("support-policy.yaml"),
    holidays: Object.fromEntries(
      names.map((name) => [
        name.replace(".yaml", ""),
        { file: `holidays/${name}`, text: shippedText(`holidays/${name}`) },
      ]),
    ),
  };
}

export function shippedPolicy(): Policy {
  const loaded = loadPolicy(shippedSources());
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure.problems, null, 2));
  return loaded.value;
}
