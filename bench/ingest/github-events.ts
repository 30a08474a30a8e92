import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { type Address, type Events, NOBODY_LOOKS, requestOf } from "./event.ts";

const BODY_BYTES = 10_240;
/** In all repositories of the owner, about as many as are taken in; events carry the second in which they happened. */
const EVENTS_PER_MS = 5;

/** Stand in the text of the event for what differs from one to the next, and are as long. */
const [NUMBER, ID, TIME] = [1_234_567, 9_876_543_210, "2001-02-03T04:05:06Z"];
const STAND_INS = new RegExp([NUMBER, ID, TIME].join("|"), "g");

const WORDS = "Since this morning some of the messages arrive half an hour late, on two of our three apps. ";

const examplesSchema = z.array(z.object({ name: z.string(), examples: z.array(z.unknown()) }));
const openedSchema = z.looseObject({
  action: z.literal("opened"),
  issue: z.looseObject({ url: z.string() }),
  organization: z.looseObject({}),
  repository: z.looseObject({ owner: z.looseObject({ login: z.string() }) }),
});

const example = exampleOfOpened();
const TEXT = textOfOpened();
/** In whose repository it all happens. */
export const OWNER = example.repository.owner.login;

/** Each opens an issue of its own. */
export const githubEvents: Events = {
  name: "distinct signed GitHub events (`issues.opened`) of 10 kB",
  mostPerSecond: 20_000,
  signedRequests,
};

let opened = 0;

function signedRequests(count: number, address: Address): Buffer {
  const secret = address.secret ?? NOBODY_LOOKS;
  const now = Date.now();
  let all: Buffer | null = null;
  for (let n = 0; n < count; n++) {
    const body = event(new Date(now - (count - n) / EVENTS_PER_MS));
    const headers = [
      "accept: */*",
      "content-type: application/json",
      "user-agent: GitHub-Hookshot/7c4a1d9",
      `x-github-delivery: ${randomUUID()}`,
      "x-github-event: issues",
      "x-github-hook-id: 450912233",
      "x-github-hook-installation-target-id: 1042219",
      "x-github-hook-installation-target-type: integration",
      `x-hub-signature-256: sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    ];
    const request = requestOf(address, headers, body);
    // Several hundred megabytes, which are not kept twice.
    all ??= Buffer.allocUnsafe(count * request.length);
    request.copy(all, n * request.length);
  }
  return all ?? Buffer.alloc(0);
}

function event(time: Date): string {
  const n = opened++;
  const values: Readonly<Record<string, string>> = {
    [NUMBER]: String(1_000_000 + n),
    [ID]: String(3_000_000_000 + n),
    [TIME]: `${time.toISOString().slice(0, 19)}Z`,
  };
  return TEXT.replace(STAND_INS, (found) => values[found] ?? found);
}

/** The event that GitHub's own collection shows, of an organization. */
function exampleOfOpened(): z.infer<typeof openedSchema> {
  const file = fileURLToPath(import.meta.resolve("@octokit/webhooks-examples"));
  const events = examplesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const issues = events.find(({ name }) => name === "issues")?.examples ?? [];
  const found = issues.map((shown) => openedSchema.safeParse(shown)).find(({ success }) => success);
  if (found?.data === undefined) throw new Error("no example of issues.opened has an organization");
  return found.data;
}

/** As an App gets it that is installed there: an issue that nobody has taken up yet, its text filled up to 10 kB. */
function textOfOpened(): string {
  const { url } = example.issue;
  const moved = JSON.stringify(example.issue).replaceAll(url, url.replace(/\d+$/, String(NUMBER)));
  const issue = {
    ...z.looseObject({}).parse(JSON.parse(moved)),
    ...{ id: ID, number: NUMBER, title: "Push messages arrive late", body: "" },
    ...{ assignee: null, assignees: [], milestone: null, created_at: TIME, updated_at: TIME },
  };
  const installation = { id: 51_337_204, node_id: "MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9uNTEzMzcyMDQ=" };
  const whole = { ...example, issue, installation };
  issue.body = WORDS.repeat(40).slice(0, BODY_BYTES - JSON.stringify(whole).length);
  return JSON.stringify(whole);
}
