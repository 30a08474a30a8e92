import { expect, test } from "vitest";
import { minutes, seconds } from "../../src/core/time.ts";
import { aContract } from "../support/given.ts";
import { OPERATOR_TOKEN, openWorld, SECRET_KEY, TERMS } from "../support/world.ts";

// Canaries: each stands for a kind of word that must stay inside. The names of organizations may be shown and kept:
// they are what a decision is made by.
const PERSONAL = {
  subject: "canary-subject-of-the-ticket",
  comment: "canary-words-of-the-customer",
  reply: "canary-words-of-the-agent",
  name: "Canary Name Of The Requester",
  email: "canary-requester@acme.example",
  newSubject: "canary-subject-after-the-edit",
  unusable: "canary-in-an-unusable-delivery",
  refusal: "canary-in-zendesks-refusal",
};

test("no secret and no word of a person leaves the helpdesk's own pages", async () => {
  const contracts = [aContract({ organizationId: null, externalId: "crm-1", namedContacts: ["boss@acme.example"] })];
  const world = await openWorld({ terms: { ...TERMS, contracts } });
  const zendesk = world.zendesk();
  const { state } = zendesk.emulator;
  const organization_id = zendesk.organizations.get("Acme");
  const user = { name: PERSONAL.name, email: PERSONAL.email, organization_id };
  await zendesk.as(zendesk.admin, "POST", "/api/v2/users", { user });

  // A whole story: arrival, edits, a reply, every kind of failure, a parked ticket, a parked delivery, a restart.
  const write = { match: { method: "PUT", path: "/api/v2/tickets/*" }, times: 1 };
  const read = { match: { method: "GET", path: "/api/v2/tickets/*" }, times: 1 };
  const body = (comment: string) => ({ subject: PERSONAL.subject, comment: { body: comment }, from: PERSONAL.email });
  const ticket = await zendesk.arrives({ ...body(PERSONAL.comment), severity: 2 });
  await world.settle();
  await zendesk.edits(ticket, { subject: PERSONAL.newSubject, priority: "urgent" });
  await zendesk.meets({ kind: "reset", when: "after" }, write);
  await world.pass(minutes(1));
  await zendesk.edits(ticket, { comment: { body: PERSONAL.reply, public: true } });
  const words = { error: PERSONAL.refusal };
  await zendesk.meets({ kind: "status", status: 500, body: words }, read);
  await world.pass(minutes(1));
  state.tokens.clear();
  const details = { base: [{ description: "Order number: is invalid" }] };
  await zendesk.meets({ kind: "status", status: 422, body: { error: PERSONAL.refusal, details } }, write);
  await zendesk.arrives(body(PERSONAL.comment));
  await world.settle();
  await zendesk.meets({ kind: "status", status: 403, body: words }, read);
  await zendesk.arrives(body(PERSONAL.comment));
  await world.pass(minutes(16));
  await world.deliver(`{"detail": "${PERSONAL.unusable}`);
  await world.deliver("unsigned", { "content-type": "application/json", "x-zendesk-webhook-signature": "AAAA" });
  await world.connect("acme", {
    credentials: { kind: "oauth_client", clientId: "tierline", clientSecret: "canary-wrong" },
  });
  await world.restart();
  await world.pass(seconds(30));

  const SECRETS = {
    clientSecret: zendesk.emulator.seed.client.secret,
    wrongClientSecret: "canary-wrong",
    webhookSecret: zendesk.webhookSecret,
    operatorToken: OPERATOR_TOKEN,
    masterKey: SECRET_KEY,
    masterKeyBytes: atob(SECRET_KEY),
    ...Object.fromEntries([...state.tokens.keys()].map((token, index) => [`accessToken${index}`, token])),
  };
  const authorization = { authorization: `Bearer ${OPERATOR_TOKEN}` };
  const places = {
    log: world.log.join("\n"),
    metrics: (await world.request("/metrics", { headers: authorization })).text,
    decisions: (await world.operator("GET", "/decisions")).text,
    doctor: (await world.operator("GET", "/doctor")).text,
    database: world.bytesOnDisk(),
  };
  const leaks = (words: Record<string, string>, among: Record<string, string>) =>
    Object.entries(among).flatMap(([place, text]) =>
      Object.entries(words).flatMap(([what, word]) => (text.includes(word) ? [`${what} in ${place}`] : [])),
    );
  const { refusal: _, ...everywhere } = PERSONAL;
  expect(leaks({ ...everywhere, ...SECRETS }, places)).toEqual([]);
  // What Zendesk says of a refusal is for the operator, who has to mend it; it is in no log and no metric.
  const { log, metrics } = places;
  expect(leaks({ refusal: PERSONAL.refusal }, { log, metrics })).toEqual([]);

  // The story did happen, and the search would find what is there.
  expect(Object.keys(SECRETS).filter((name) => name.startsWith("accessToken")).length).toBeGreaterThan(0);
  expect(leaks({ organization: "Acme" }, { decisions: places.decisions, database: places.database })).toHaveLength(2);
  for (const outcome of ["written", "right", "failed", "park", "trouble", "echo"]) {
    expect(places.log).toContain(`"outcome":"${outcome}"`);
  }
  expect((await world.operator("GET", "/parked")).json["parked"]).toHaveLength(2);
});
