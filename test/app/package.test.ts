import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { installationProblems } from "../../app/package/manifest.ts";
import { readPackage } from "../../emulator/workspace/app-package.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/app-package.ts");

const folder = mkdtempSync(join(tmpdir(), "tierline-package-"));
afterAll(() => rmSync(folder, { recursive: true }));

let packages = 0;

function pack(...options: readonly string[]) {
  packages += 1;
  const file = join(folder, `${packages}/app.zip`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, "--out", file, ...options], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr, zip: status === 0 && stdout.includes(file) ? readFileSync(file) : null };
}

const ACME = ["--url", "https://sla.example.com/", "--subdomain", "acme"];
const LOCALE = /^[a-z]{2,3}(-\w{2,3})?$/;
const SCOPES = ["header", "body", "url", "jwt_secret_key", "jwt_claim", "basic_auth_username", "basic_auth_password"];

// The rules of Zendesk's own checker (zendesk_apps_support 4.52.0, `zendesk.md` §5.1).

const page = z.strictObject({
  url: z.url().regex(/^https:\/\/|^http:\/\/localhost[:/]/),
  flexible: z.boolean().optional(),
});

const manifestRules = z.strictObject({
  name: z.string(),
  author: z.strictObject({ name: z.string(), email: z.email(), url: z.url() }),
  version: z.string(),
  frameworkVersion: z.literal("2.0"),
  defaultLocale: z.string().regex(LOCALE),
  private: z.boolean(),
  singleInstall: z.boolean(),
  domainWhitelist: z.array(z.string()),
  location: z.strictObject({
    support: z.partialRecord(z.enum(["ticket_sidebar", "new_ticket_sidebar", "nav_bar"]), page),
  }),
  parameters: z.array(
    z.strictObject({
      name: z.string().refine((name) => name !== "name"),
      type: z.enum(["text", "checkbox", "url", "number", "multiline", "hidden", "oauth", "mtls"]),
      required: z.boolean(),
      secure: z.literal(true),
      scopes: z.array(z.enum(SCOPES)).min(1),
    }),
  ),
});

const translationRules = z.strictObject({
  app: z.strictObject({
    name: z.string().min(1),
    short_description: z.string().max(80),
    long_description: z.string().min(1),
    installation_instructions: z.string().min(1),
    parameters: z.record(z.string(), z.strictObject({ label: z.string().min(1), helpText: z.string() })),
  }),
});

const size = (png: Uint8Array): readonly number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe("the packed app", () => {
  let files: Readonly<Record<string, Uint8Array>>;
  let zip: Uint8Array;
  const file = (name: string): Uint8Array => {
    const found = files[name];
    if (found === undefined) throw new Error(`${name} is not in the package: ${Object.keys(files).join(", ")}`);
    return found;
  };
  const json = (name: string): unknown => JSON.parse(strFromU8(file(name)));
  const manifest = () => manifestRules.parse(json("manifest.json"));

  beforeAll(() => {
    const packed = pack(...ACME);
    if (packed.zip === null) throw new Error(packed.stderr);
    zip = packed.zip;
    files = unzipSync(zip);
  });

  test("holds what Zendesk asks for, and nothing that it refuses", () => {
    expect(Object.keys(files).sort()).toEqual([
      "assets/icon_nav_bar.svg",
      "assets/logo-small.png",
      "assets/logo.png",
      "assets/logo.svg",
      "manifest.json",
      "translations/de.json",
      "translations/en.json",
    ]);
  });

  test("has a manifest that keeps every rule, and whose pages are this account's on the server", () => {
    const { location, parameters, domainWhitelist } = manifest();
    const sidebar = { url: "https://sla.example.com/app/zendesk/acme/sidebar", flexible: true };
    expect(location.support).toEqual({
      ticket_sidebar: sidebar,
      new_ticket_sidebar: sidebar,
      nav_bar: { url: "https://sla.example.com/app/zendesk/acme/admin" },
    });
    expect(parameters).toEqual([
      { name: "app_secret", type: "text", required: true, secure: true, scopes: ["jwt_secret_key"] },
    ]);
    expect(domainWhitelist).toEqual(["sla.example.com"]);
  });

  test.each(["en", "de"])("is translated: %s, with a label for each setting", (locale) => {
    const { app } = translationRules.parse(json(`translations/${locale}.json`));
    expect(Object.keys(app.parameters)).toEqual(manifest().parameters.map(({ name }) => name));
  });

  test("has its default language among the translations", () => {
    expect(files).toHaveProperty([`translations/${manifest().defaultLocale}.json`]);
  });

  test("has logos of the sizes that Zendesk shows", () => {
    expect(size(file("assets/logo.png"))).toEqual([320, 320]);
    expect(size(file("assets/logo-small.png"))).toEqual([128, 128]);
  });

  test.each(["assets/logo.svg", "assets/icon_nav_bar.svg"])(
    "%s is a plain drawing: no script, no bitmap, no link",
    (name) => {
      expect(strFromU8(file(name))).not.toMatch(/<script|<image|href|on\w+=|url\(/i);
    },
  );

  test("is taken by the emulated Zendesk once the secret is given", () => {
    expect(readPackage(zip, { app_secret: "secret" })).toMatchObject({ name: "Tierline" });
    expect(readPackage(zip, {})).toMatchObject({ status: 400 });
  });

  test("is the same to the byte when packed again", () => {
    expect(pack(...ACME).zip?.equals(zip)).toBe(true);
  });
});

describe("packing", () => {
  test("says what to do with it", () => {
    expect(pack(...ACME).stdout).toContain("Upload private app");
  });

  test("names every mistake at once and writes nothing", () => {
    const { status, stderr, zip } = pack("--url", "x", "--subdomain", "A");
    expect([status, stderr.trim().split("\n").length, zip]).toEqual([1, 2, null]);
  });

  test("--help shows an example", () => {
    expect(pack("--help").stdout).toContain("npm run app:package -- --url https://sla.example.com --subdomain acme");
  });

  test.each([
    ["http://sla.example.com", "acme", "--url http://sla.example.com: must be Tierline's https address"],
    ["https://sla.example.com/tierline", "acme", "without a path"],
    ["https://sla.example.com", "https://acme.zendesk.com", "the part before .zendesk.com"],
  ])("%s and %s are refused: %s", (url, subdomain, words) => {
    expect(installationProblems({ url, subdomain })).toEqual([expect.stringContaining(words)]);
  });

  test.each([
    "https://sla.example.com",
    "https://sla.example.com:8443",
    "http://localhost:8787",
    "http://127.0.0.1:8787",
  ])("%s is an address for the app", (url) => {
    expect(installationProblems({ url, subdomain: "acme" })).toEqual([]);
  });
});
