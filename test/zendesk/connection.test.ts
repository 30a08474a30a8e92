import { describe, expect, test } from "vitest";
import { instant } from "../../src/core/time.ts";
import { credentialsWarning, zendeskOrigin } from "../../src/zendesk/connection.ts";

const HOSTS = [
  "evil.test",
  "127.0.0.1",
  "[::1]",
  "169.254.169.254",
  "localhost",
  "metadata.google.internal",
  "0x7f000001",
];
const WORDS = ["localhost", "0x7f000001"];
const WRAPPERS: readonly ((host: string) => string)[] = [
  (host) => host,
  (host) => `${host}/`,
  (host) => `${host}#`,
  (host) => `${host}?`,
  (host) => `${host}\\`,
  (host) => `${host}:443/`,
  (host) => `a@${host}/`,
  (host) => `acme.zendesk.com@${host}`,
  (host) => `acme.zendesk.com.${host}`,
  (host) => `//${host}`,
  (host) => `https://${host}`,
  (host) => `${host}%23`,
  (host) => `${host}%2f`,
  (host) => `${host}\t`,
  (host) => `\n${host}`,
  (host) => `${host}\u0000`,
  (host) => `acme/../${host}`,
  (host) => `acme\r\nHost: ${host}`,
];
const ODDITIES = [
  "",
  " ",
  ".",
  "..",
  "-",
  "-acme",
  "acme-",
  "acme.",
  ".acme",
  "acme.support",
  "acme..support",
  "ACME",
  "Acme",
  "acme_support",
  "acme support",
  " acme",
  "acme ",
  "acme\n",
  "ácme",
  "аcme",
  "acme。evil",
  "acme．evil",
  "acme｡evil",
  "acmeﾠ",
  "acme\u200b",
  "acme\u202e",
  "xn--",
  "acme%2eevil",
  "acme%00",
  "acme:8080",
  "acme/",
  "acme/api",
  "acme?x=",
  "acme#",
  "acme@evil",
  "acme\\evil",
  "acme\tevil",
  "acme;evil",
  "acme,evil",
  "{acme}",
  "$" + "{acme}",
  "a".repeat(64),
  "a".repeat(300),
];

describe("the origin of an account", () => {
  test.each(["acme", "a", "1", "acme-support", "a--b", "d3v-acme", "xn--acme-xyz", "a".repeat(63)])(
    "%s is its subdomain",
    (subdomain) => {
      const origin = zendeskOrigin(subdomain, null);
      expect(origin).toEqual({ ok: true, value: `https://${subdomain}.zendesk.com` });
      expect(new URL(`https://${subdomain}.zendesk.com`).hostname).toBe(`${subdomain}.zendesk.com`);
    },
  );

  const corpus = [...HOSTS.flatMap((host) => WRAPPERS.map((wrap) => wrap(host))), ...ODDITIES].filter(
    (text) => !WORDS.includes(text),
  );
  test.each(corpus)("%j is no subdomain", (text) => {
    expect(zendeskOrigin(text, null)).toMatchObject({ ok: false, failure: { reason: "bad_subdomain" } });
  });

  test.each(WORDS)("%s, a host elsewhere, is only a word here", (word) => {
    expect(zendeskOrigin(word, null)).toEqual({ ok: true, value: `https://${word}.zendesk.com` });
  });

  test("the message repeats no more than a line of what was given", () => {
    const refused = zendeskOrigin("x".repeat(100_000), null);
    expect(!refused.ok && refused.failure.message.length).toBeLessThan(200);
  });
});

describe("an origin for development", () => {
  const loopback = (loopbackOrigin: string) => zendeskOrigin("acme", { loopbackOrigin });

  test.each(["http://127.0.0.1", "http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000"])(
    "may be %s",
    (origin) => {
      expect(loopback(origin)).toEqual({ ok: true, value: origin });
    },
  );

  test.each([
    "http://localhost.evil.test",
    "http://localhost:4000/",
    "http://localhost:4000@evil.test",
    "http://localhost:",
    "http://localhost:99999999",
    "http://127.0.0.2:4000",
    "http://127.1:4000",
    "http://0.0.0.0:4000",
    "http://10.0.0.1:4000",
    "https://evil.test",
    "https://localhost",
    "http://LOCALHOST",
    "file:///etc/passwd",
    " http://localhost",
    "http://localhost\n",
    "",
  ])("may not be %j", (origin) => {
    expect(loopback(origin)).toMatchObject({ ok: false, failure: { reason: "bad_loopback_origin" } });
  });

  test("still needs a good subdomain, since the account is named by it", () => {
    expect(zendeskOrigin("evil.test/", { loopbackOrigin: "http://localhost" })).toMatchObject({ ok: false });
  });
});

describe("the warning about API tokens", () => {
  const token = { kind: "api_token", email: "a@acme.test", token: "t" } as const;
  const at = (date: string) => instant(Date.parse(date));

  test.each([
    ["2026-11-22T00:00:00Z", "in 159 days"],
    ["2027-04-29T12:00:00Z", "in 1 days"],
    ["2027-05-01T00:00:00Z", "on 2027-04-30"],
  ])("at %s it says %s", (now, words) => {
    expect(credentialsWarning(token, at(now))).toContain(words);
  });

  test("an OAuth client has none", () => {
    expect(
      credentialsWarning({ kind: "oauth_client", clientId: "a", clientSecret: "b" }, at("2026-11-22T00:00:00Z")),
    ).toBeNull();
  });
});
