import * as z from "zod";
import { issueId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import { formatInstant, type Instant, instant } from "../core/time.ts";
import type { ChangedOutcome, ChangedTicket, ChangesFrom } from "../desk/helpdesk.ts";
import { fromBase64Url, toBase64Url } from "../http/base64url.ts";
import type { GithubClient } from "./client.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { CallFailure } from "./outcome.ts";
import type { Repositories } from "./repositories.ts";
import { type Issue, issueSchema, type Repository } from "./schema.ts";
import { toFacts } from "./to-core.ts";

const PER_PAGE = 100;
/** Repositories and pages of one step: most repositories have nothing to tell. */
const CALLS_A_STEP = 10;

export interface SweepWiring {
  readonly client: GithubClient;
  readonly repositories: Repositories;
  readonly fingerprint: Fingerprint;
  readonly policy: Policy;
  readonly now: () => Instant;
}

/** Where a sweep goes on: in this repository (or the next one after it by name), from this change on. */
const placeSchema = z.object({
  repository: z.string(),
  page: z.int().min(1).max(10_000),
  at: z.int().transform(instant),
  /** Where each repository is begun. */
  since: z.int().transform(instant),
  /** GitHub's clock when the sweep began: what changed later may have been passed over. */
  began: z.int().transform(instant),
});
type Place = z.infer<typeof placeSchema>;

/**
 * The next issues that changed, repository after repository: GitHub has no list over all of them for an App.
 * https://docs.github.com/en/rest/issues/issues#list-repository-issues
 */
export async function changedTickets(
  wiring: SweepWiring,
  from: ChangesFrom,
): Promise<Extract<ChangedOutcome, { kind: "changed" | "lost" }> | CallFailure> {
  const place = from.kind === "cursor" ? placeIn(from.cursor) : null;
  if (from.kind === "cursor" && place === null) return { kind: "lost", detail: "the cursor is none of this sweep's" };
  const listed = await wiring.repositories.all();
  if (listed.kind !== "ok") return listed;
  const repositories = listed.value;
  const since = place?.since ?? (from.kind === "since" ? from.at : wiring.now());
  const began = place?.began ?? instant(Math.min(listed.date ?? wiring.now(), wiring.now()));

  const tickets: ChangedTicket[] = [];
  let at: Place | null = place ?? startOf(repositories, "", since, began);
  for (let calls = 0; calls < CALLS_A_STEP && at !== null; calls++) {
    const current: Place = at;
    const repository = repositories.find(({ full_name }) => full_name === current.repository);
    const page = repository === undefined ? NO_PAGE : await pageOf(wiring, repository, current);
    if (page.kind === "failed") return page.failure;
    tickets.push(...page.tickets);
    at = page.next ?? startOf(repositories, current.repository, since, began);
  }
  return { kind: "changed", tickets, next: at === null ? null : cursorOf(at), upTo: began };
}

interface Page {
  readonly kind: "page";
  readonly tickets: readonly ChangedTicket[];
  /** Where this repository goes on; `null` at its end. */
  readonly next: Place | null;
}

const NO_PAGE: Page = { kind: "page", tickets: [], next: null };

async function pageOf(
  wiring: SweepWiring,
  { full_name, private: isPrivate }: Repository,
  place: Place,
): Promise<Page | { readonly kind: "failed"; readonly failure: CallFailure }> {
  const [owner = "", repo = ""] = full_name.split("/");
  const outcome = await wiring.client.call({
    route: "GET /repos/{owner}/{repo}/issues",
    parameters: {
      owner,
      repo,
      state: "all",
      sort: "updated",
      direction: "asc",
      since: formatInstant(place.at),
      per_page: PER_PAGE,
      page: place.page,
    },
    answer: z.array(z.unknown()),
  });
  // Issues are switched off there, or the repository is gone by now.
  if (outcome.kind === "not_found" || outcome.kind === "moved") return NO_PAGE;
  if (outcome.kind !== "ok") return { kind: "failed", failure: outcome };
  const rows = outcome.value.map((row) => issueSchema.safeParse(row).data);
  const tickets = await Promise.all(
    rows.map((issue) => (issue === undefined ? null : toChanged(wiring, full_name, isPrivate, issue))),
  );
  const next = outcome.more ? onward(place, rows.at(-1)?.updated_at ?? null) : null;
  return { kind: "page", tickets: tickets.filter((one) => one !== null), next };
}

/**
 * By the last change rather than by the page's number, where it can be: an issue that changes meanwhile moves to the
 * list's end, and would take another one across the pages' border unseen.
 */
function onward(place: Place, last: Instant | null): Place {
  if (last !== null && Math.floor(last / 1000) > Math.floor(place.at / 1000)) return { ...place, at: last, page: 1 };
  return { ...place, page: place.page + 1 };
}

async function toChanged(
  { fingerprint, policy }: SweepWiring,
  repository: string,
  isPrivate: boolean,
  issue: Issue,
): Promise<ChangedTicket | null> {
  const ticketId = issue.pull_request ? null : issueId(`${repository}#${issue.number}`);
  if (ticketId === null) return null;
  return {
    ticketId,
    changedAt: issue.updated_at,
    finished: issue.state !== "open" && issue.state_reason === "duplicate",
    solved: issue.state !== "open",
    fingerprint: await fingerprint(toFacts(issue, isPrivate, policy)),
  };
}

/** The beginning of the first repository after this one by name. */
function startOf(repositories: readonly Repository[], name: string, since: Instant, began: Instant): Place | null {
  const next = repositories.find(({ full_name }) => full_name > name);
  return next === undefined ? null : { repository: next.full_name, page: 1, at: since, since, began };
}

const cursorOf = (place: Place): string => toBase64Url(new TextEncoder().encode(JSON.stringify(place)));

function placeIn(cursor: string): Place | null {
  try {
    const text = new TextDecoder().decode(fromBase64Url(cursor) ?? new Uint8Array());
    return placeSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
