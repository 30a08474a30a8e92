import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { createRig, ORIGIN, readAnswer } from "./rig.ts";

const MANIFEST = {
  author: { name: "Acme", email: "support@acme.test" },
  defaultLocale: "en",
  version: "1.2.0",
  frameworkVersion: "2.0",
  domainWhitelist: ["tierline.test"],
  location: {
    support: { ticket_sidebar: { url: "https://tierline.test/side" }, nav_bar: "https://tierline.test/nav" },
  },
  parameters: [{ name: "app_secret", type: "text", secure: true, required: true, scopes: ["jwt_secret_key"] }],
};
const TRANSLATION = { app: { name: "Tierline" } };

function upload(files: Record<string, unknown>, settings: unknown = { app_secret: "kept" }) {
  const form = new FormData();
  const packed = Object.entries(files).map(([name, file]): [string, Uint8Array] => [
    name,
    strToU8(typeof file === "string" ? file : JSON.stringify(file)),
  ]);
  form.set("file", new File([zipSync(Object.fromEntries(packed))], "app.zip"));
  form.set("settings", JSON.stringify(settings));
  return new Request(`${ORIGIN}/emulator/apps`, { method: "POST", body: form });
}
const packageOf = (manifest: object) => ({
  "manifest.json": { ...MANIFEST, ...manifest },
  "translations/en.json": TRANSLATION,
});

test("a packed app is installed as its manifest has it", async () => {
  const rig = createRig();
  const files = { ...packageOf({}), "assets/icon_nav_bar.svg": "<svg/>" };
  const answer = await readAnswer(await rig.emulator.fetch(upload(files)));
  expect(answer.json["app"]).toMatchObject({
    name: "Tierline",
    version: "1.2.0",
    locations: { ticket_sidebar: { url: "https://tierline.test/side" }, nav_bar: { url: "https://tierline.test/nav" } },
    settings: {},
    hasIcon: true,
  });
  const icon = `${ORIGIN}/agent/apps/${Object(answer.json["app"]).id}/icon.svg`;
  expect(await (await rig.emulator.fetch(new Request(icon))).text()).toBe("<svg/>");
});

describe("refused is a package", () => {
  test.each([
    ["without a manifest", { "translations/en.json": TRANSLATION }, undefined, "manifest.json is missing"],
    ["without its default language", { "manifest.json": MANIFEST }, undefined, "translations/en.json is missing"],
    ["of another framework", packageOf({ frameworkVersion: "1.0" }), undefined, "frameworkVersion"],
    [
      "with a type of parameter that is gone",
      packageOf({ parameters: [{ name: "a", type: "password" }] }),
      undefined,
      "parameters.0.type",
    ],
    ["without a setting it requires", packageOf({}), {}, "settings.app_secret"],
  ])("%s", async (_name, files, settings, what) => {
    const answer = await readAnswer(await createRig().emulator.fetch(upload(files, settings)));
    expect([answer.status, answer.json["description"]]).toEqual([400, expect.stringContaining(what)]);
  });
});
