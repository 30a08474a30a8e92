/**
 * Builds the Worker into `dist/worker`, where `wrangler` takes it as it is: `worker.js`, beside it a module for every
 * `import()` in the sources, loaded when it is first needed, and in `shared.js` what more than one of them uses.
 */
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "vite";

const ROOT = join(import.meta.dirname, "..");
const BUILT = join(ROOT, "dist/worker");

/** They stay a file of their own, which `scripts/bundle-mappings.ts` writes. */
const mappings: Plugin = {
  name: "mappings",
  enforce: "pre",
  resolveId: (id) => (id.endsWith("/mappings.txt") ? { id: "./mappings.txt", external: true } : null),
};

process.env["NODE_ENV"] = "production";
// Moved into its place, so that nobody who builds at the same time reads half a file.
const draft = `${BUILT}-${process.pid}`;
try {
  await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: "warn",
    plugins: [mappings],
    ssr: { target: "webworker", noExternal: true },
    build: {
      ssr: "src/worker.ts",
      outDir: draft,
      target: "es2024",
      minify: true,
      sourcemap: true,
      rolldownOptions: {
        external: [/^cloudflare:/],
        // What `worker.js` exports, the runtime takes for entry points.
        preserveEntrySignatures: "strict",
        output: { chunkFileNames: "[name].js", codeSplitting: { groups: [{ name: "shared", minShareCount: 2 }] } },
      },
    },
  });
  mkdirSync(BUILT, { recursive: true });
  const made = readdirSync(draft);
  for (const file of made) renameSync(join(draft, file), join(BUILT, file));
  const stale = readdirSync(BUILT).filter((file) => /\.js(\.map)?$/.test(file) && !made.includes(file));
  for (const file of stale) rmSync(join(BUILT, file));
} finally {
  rmSync(draft, { recursive: true, force: true });
}
