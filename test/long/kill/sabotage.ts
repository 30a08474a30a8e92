import * as z from "zod";
import { oneOf } from "../../support/business-questions.ts";
import type { CustomerKey } from "./customers.ts";
import { readDeskFile, withDeskFile } from "./desk-file.ts";
import { judgeRates } from "./rates.ts";
import { type Opening, randomOpening, type Severity } from "./script.ts";
import type { Told } from "./staff.ts";
import { comeToRest, openStage, type Stage } from "./stage.ts";
import { Witness } from "./truth.ts";
import { type Finding, judgeDisk, judgeTickets } from "./verdict.ts";

/** One thing done behind the server's back, and whether the checker said so. */
export interface Rehearsal {
  readonly sabotage: string;
  readonly expected: Finding["fault"];
  readonly reported: readonly Finding[];
}

const TICKETS = 6;
/** The limit of Zendesk's smallest plan: soon used up. */
const FEW_CALLS = 200;
const MANY_UPDATES = 31;

/**
 * Shows that the checker can fail: on a small stage, does by hand what a faulty server would do, one fault at a time,
 * and lets the checker judge. The first must be silent before anything is done.
 */
export async function rehearse(seed: number, random: () => number): Promise<readonly Rehearsal[]> {
  const stage = await openStage(seed, { callsAMinute: FEW_CALLS });
  try {
    for (let opened = 0; opened < TICKETS; opened++) await stage.staff.open(randomOpening(random));
    const noted = await stage.staff.open(openingOf("cobalt", "trainer@cobaltfit.example", null));
    const judged = await stage.staff.open(openingOf("ember", "desk@embernews.example", 1));
    await comeToRest(stage);
    const witness = await Witness.for(stage);
    const before = await judgeTickets(stage, witness);
    if (before.length > 0) throw new Error(`the checker complains of an unharmed run: ${show(before)}`);

    const results = [await loseWork(stage, witness, random)];
    await stage.tierline.stop();
    results.push(forgetDelivery(stage, random));
    for (const act of tamperings(noted, judged)) results.push(await tamper(stage, witness, act));
    return [...results, await updateTooOften(stage, judged), await callTooOften(stage)];
  } finally {
    await stage.close();
  }
}

/** Kills the server when it has acknowledged a new ticket, takes a random row from its work list, and starts it again. */
async function loseWork(stage: Stage, witness: Witness, random: () => number): Promise<Rehearsal> {
  const { tierline, staff, ledger, folder } = stage;
  const told = await staff.open(randomOpening(random));
  while (ledger.unanswered.size > 0) await new Promise((resolve) => setImmediate(resolve));
  await tierline.kill();
  const rows = readDeskFile(folder).work;
  const row = oneOf(random, rows);
  withDeskFile(folder, (database) => database.prepare("DELETE FROM work WHERE ticket_id = ?").run(row));
  await tierline.start();
  await comeToRest(stage);
  const reported = await judgeTickets(stage, witness);
  staff.tickets.delete(told.id);
  return { sabotage: `a random row of the work list deleted (ticket ${row})`, expected: "lost", reported };
}

function forgetDelivery(stage: Stage, random: () => number): Rehearsal {
  withDeskFile(stage.folder, (database) => {
    const digest = oneOf(random, [...stage.ledger.acknowledged()]);
    database.prepare("DELETE FROM arrival WHERE digest = ?").run(digest);
  });
  const reported = judgeDisk(stage, readDeskFile(stage.folder));
  return { sabotage: "an acknowledged delivery deleted", expected: "not on disk", reported };
}

const openingOf = (customer: CustomerKey, requester: string, severity: Severity | null): Opening => ({
  customer,
  requester,
  hand: "severity",
  severity,
});

interface Tampering {
  readonly told: Told;
  readonly sabotage: string;
  readonly expected: Finding["fault"];
  readonly path: string;
  readonly method: "PUT" | "DELETE";
  readonly body: object;
}

/**
 * What a faulty server could have written.
 * @param noted a ticket with a note, of which nobody has judged the severity
 * @param judged a ticket that somebody says is critical
 */
const tamperings = (noted: Told, judged: Told): readonly Tampering[] => [
  {
    told: noted,
    sabotage: "a foreign tag removed",
    expected: "foreign tag lost",
    method: "DELETE",
    path: "/tags.json",
    body: { tags: ["from_the_form"] },
  },
  {
    told: noted,
    sabotage: "a note written again",
    expected: "note doubled",
    method: "PUT",
    path: ".json",
    body: {
      ticket: { comment: { body: "Again.", public: false }, metadata: { tierline: { note: "contact_unlisted" } } },
    },
  },
  {
    told: noted,
    sabotage: "the priority set to what was never decided",
    expected: "wrong",
    method: "PUT",
    path: ".json",
    body: { ticket: { priority: "urgent" } },
  },
  {
    told: judged,
    sabotage: "the severity that a person chose overruled",
    expected: "agent edit lost",
    method: "PUT",
    path: ".json",
    body: { ticket: { priority: "low" } },
  },
];

/** Writes as the integration's own user, which is who the server is. */
async function tamper(
  stage: Stage,
  witness: Witness,
  { told, sabotage, expected, ...act }: Tampering,
): Promise<Rehearsal> {
  const { people, zendesk } = stage;
  const admin = zendesk.emulator.seed.admin.email;
  await people.call(admin, act.method, `/api/v2/tickets/${told.id}${act.path}`, act.body);
  return { sabotage, expected, reported: await judgeTickets(stage, witness) };
}

async function updateTooOften(stage: Stage, { id }: Told): Promise<Rehearsal> {
  const { people, zendesk } = stage;
  for (let time = 0; time < MANY_UPDATES; time++) {
    const ticket = { subject: `Changed ${time} times` };
    await people.call(zendesk.emulator.seed.admin.email, "PUT", `/api/v2/tickets/${id}.json`, { ticket });
  }
  const sabotage = `a ticket updated ${MANY_UPDATES} times within ten minutes`;
  return { sabotage, expected: "rate window broken", reported: [...judgeRates(stage)] };
}

/** Signs in as the server does, and goes on calling when the plan's limit is used up. */
async function callTooOften(stage: Stage): Promise<Rehearsal> {
  const { origin, emulator } = stage.zendesk;
  const { identifier, secret } = emulator.seed.client;
  const grant = { grant_type: "client_credentials", client_id: identifier, client_secret: secret, scope: "read" };
  const headers = { "content-type": "application/json" };
  const signedIn = await fetch(`${origin}/oauth/tokens`, { method: "POST", headers, body: JSON.stringify(grant) });
  const { access_token } = z.object({ access_token: z.string() }).parse(await signedIn.json());
  for (let call = 0; call <= FEW_CALLS; call++) {
    const authorization = `Bearer ${access_token}`;
    await (await fetch(`${origin}/api/v2/users/me.json`, { headers: { authorization } })).arrayBuffer();
  }
  const reported = [...judgeRates(stage)].filter(({ ticketId }) => ticketId === null);
  return { sabotage: "calls beyond the plan's limit", expected: "rate window broken", reported };
}

const show = (findings: readonly Finding[]): string => JSON.stringify(findings);
