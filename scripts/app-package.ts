/**
 * Packs the Zendesk app: a zip for Admin Center → Apps and integrations → Zendesk Support apps → Upload private app.
 * `npm run app:package -- --url https://sla.example.com --subdomain acme`. Offline; the same input gives the same bytes.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Command } from "commander";
import { strToU8, type Zippable, zipSync } from "fflate";
import { installationProblems, manifestFor } from "../app/package/manifest.ts";
import packageFile from "../package.json" with { type: "json" };

interface Options {
  readonly url: string;
  readonly subdomain: string;
  readonly out?: string;
}

const FOLDER = new URL("../app/package/", import.meta.url);
/** The earliest time that a zip can hold. */
const MTIME = "1980-01-01T00:00:00";

new Command("npm run app:package --")
  .description("Packs the Zendesk app of one account into a zip to upload.")
  .requiredOption("--url <url>", "Tierline's own address, as Zendesk's browsers reach it (TIERLINE_PUBLIC_URL)")
  .requiredOption("--subdomain <subdomain>", "the account: the part before .zendesk.com")
  .option("--out <file>", "where to write it (default: dist/tierline-<subdomain>.zip)")
  .addHelpText("after", "\nExample: npm run app:package -- --url https://sla.example.com --subdomain acme")
  .showHelpAfterError("(--help shows an example)")
  .action(write)
  .parse();

function write({ url, subdomain, out }: Options): void {
  const where = { url: url.replace(/\/$/, ""), subdomain };
  const problems = installationProblems(where);
  if (problems.length > 0) {
    for (const problem of problems) console.error(problem);
    process.exitCode = 1;
    return;
  }
  const file = resolve(out ?? `dist/tierline-${subdomain}.zip`);
  const manifest = manifestFor({ ...where, version: packageFile.version });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    zipSync(
      {
        "manifest.json": strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
        ...filesOf("assets/"),
        ...filesOf("translations/"),
      },
      { mtime: MTIME },
    ),
  );
  console.log(`${file}
Upload it in Zendesk: Admin Center → Apps and integrations → Zendesk Support apps → Upload private app.
Its setting "App secret" is printed by: npm run tierline -- app secret --url ${where.url} --subdomain ${subdomain}`);
}

function filesOf(folder: string): Zippable {
  const at = new URL(folder, FOLDER);
  const names = readdirSync(at).sort();
  return Object.fromEntries(names.map((name) => [folder + name, new Uint8Array(readFileSync(new URL(name, at)))]));
}
