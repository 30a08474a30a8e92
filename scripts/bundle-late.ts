/**
 * Builds what the Worker loads only when it is needed, into `dist/late`: `mapping-files.mjs` reads mapping files, with a
 * YAML parser in it, and `github-source.mjs` speaks with GitHub, with Octokit in it. `wrangler` runs this before it builds.
 */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "..");
const MODULES = {
  "mapping-files.mjs": "mappings/mapping-files.ts",
  "github-source.mjs": "src/account/github-source.ts",
};

process.env["NODE_ENV"] = "production";
for (const [file, entry] of Object.entries(MODULES)) await bundle(file, entry);

async function bundle(file: string, entry: string): Promise<void> {
  // Moved into its place, so that nobody who builds at the same time reads half a file.
  const draft = join(ROOT, `dist/late-${process.pid}`);
  try {
    await build({
      configFile: false,
      root: ROOT,
      publicDir: false,
      logLevel: "warn",
      build: {
        outDir: draft,
        target: "es2022",
        lib: { entry: join(ROOT, entry), formats: ["es"], fileName: () => file },
      },
    });
    mkdirSync(join(ROOT, "dist/late"), { recursive: true });
    renameSync(join(draft, file), join(ROOT, "dist/late", file));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
