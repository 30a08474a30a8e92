import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type Stage, setStage } from "../../cli/demo/stage.ts";
import { ADMIN_CLIENT, openWorkspace, registerAdminClient } from "../../cli/demo/workspace.ts";
import { OPERATOR_COMMANDS } from "../../cli/operator-commands.ts";
import { run } from "../../cli/run.ts";
import { readTerms } from "../../cli/terms.ts";
import { instant } from "../../src/core/time.ts";
import { seeded } from "./rig.ts";

let stage: Stage;
beforeAll(async () => {
  const terms = await readTerms({});
  if (!terms.ok) throw new Error("the shipped terms cannot be read");
  const begins = instant(Date.UTC(2026, 11, 1, 10));
  const ports = { tierline: 0, emulator: 0 };
  stage = await setStage({ subdomain: "acme", terms: terms.value, begins, ports, random: seeded(5) });
  await registerAdminClient(stage);
  const connect = `connect --subdomain acme --client-id tierline --admin-client-id ${ADMIN_CLIENT}`;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  await run(OPERATOR_COMMANDS, [...connect.split(" "), "--zendesk-origin", stage.zendesk.origin], {
    input: process.stdin,
    output: silent,
    errors: silent,
    environment: {
      TIERLINE_URL: stage.tierlineUrl,
      TIERLINE_OPERATOR_TOKEN: stage.operatorToken,
      TIERLINE_ZENDESK_CLIENT_SECRET: stage.zendesk.emulator.seed.client.secret,
    },
    fetch,
    now: () => begins,
    wait: () => Promise.resolve(),
    end: () => undefined,
  });
  await openWorkspace(stage, "acme");
});
afterAll(() => stage.close());

async function signedIn(name: string) {
  const { origin, emulator } = stage.zendesk;
  const person = [...emulator.state.users.values()].find((user) => user.name === name);
  const body = new URLSearchParams({ user_id: String(person?.id) });
  const answer = await fetch(`${origin}/agent/sign_in`, {
    method: "POST",
    headers: { origin },
    body,
    redirect: "manual",
  });
  return { cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "", origin };
}

test("the demo's app is installed with the secret that Tierline checks its requests by", async () => {
  const headers = { ...(await signedIn("Ada Agent")), "content-type": "application/json" };
  const session = await fetch(`${headers.origin}/agent/session`, { headers });
  const [app] = z
    .object({ installations: z.array(z.object({ id: z.number() })) })
    .parse(await session.json()).installations;
  const asked = (claims: object) => ({
    installationId: app?.id,
    url: `${stage.tierlineUrl}/api/zendesk/acme/what-if`,
    method: "POST",
    headers: { authorization: "Bearer {{jwt.token}}", "content-type": "application/json" },
    body: JSON.stringify({ tier: "pro", severity: 2, at: "2026-12-24T16:30:00Z" }),
    secure: true,
    jwt: { algorithm: "HS256", secret_key: "{{setting.app_secret}}", expiry: 60, claims },
  });
  const ask = async (claims: object) => {
    const body = JSON.stringify(asked(claims));
    return fetch(`${headers.origin}/agent/proxy`, { method: "POST", headers, body });
  };
  const answer = await ask({ iss: "https://acme.zendesk.com", aud: stage.tierlineUrl });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("2026-12-29")]);
  expect((await ask({ iss: "https://other.zendesk.com", aud: stage.tierlineUrl })).status).toBe(401);
});

test("an administrator signs in to Tierline by way of the account's own consent page", async () => {
  const headers = await signedIn("Mara Admin");
  const start = await fetch(`${stage.tierlineUrl}/auth/zendesk/acme/start?as=page`, { redirect: "manual" });
  const consent = start.headers.get("location") ?? "";
  expect(consent).toContain(`${headers.origin}/oauth/authorizations/new?`);
  const page = await (await fetch(consent, { headers })).text();
  expect(page).toContain("Allow Tierline?");
});
