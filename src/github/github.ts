import type { TicketId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import type { Change } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type {
  ChangedOutcome,
  ChangesFrom,
  Helpdesk,
  NoteOutcome,
  Reading,
  ReadOutcome,
  WebhookOutcome,
  WriteOutcome,
} from "../desk/helpdesk.ts";
import type { CallRecord } from "../http/call-record.ts";
import { type Hashing, webHashing } from "../http/hashing.ts";
import { changedTickets } from "./changed-tickets.ts";
import { createGithubClient, type GithubClient } from "./client.ts";
import type { GithubConnection } from "./connection.ts";
import { createFingerprint } from "./fingerprint.ts";
import { factsAfter, toWrite } from "./from-core.ts";
import { createOrganizations } from "./handles.ts";
import { createProject } from "./project.ts";
import { gather, type ReadingWiring, toReading } from "./reading.ts";
import { createRepositories } from "./repositories.ts";
import { createRepositoryLabels } from "./repository-labels.ts";
import { trouble } from "./trouble.ts";
import { howWebhookDoes } from "./webhook.ts";
import { carryOut } from "./write.ts";

export interface GithubWiring {
  readonly connection: GithubConnection;
  /** Where something else of this installation is asked as well. Default: one of its own. */
  readonly client?: GithubClient;
  /** Its rules for issues, its zone and its severities. Another policy needs another of these. */
  readonly policy: Policy;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Instant;
  readonly onCall?: (call: CallRecord) => void;
  /** WebCrypto unless the runtime has something better. */
  readonly hashing?: Hashing;
  /** See `octokit.ts`. Default: yes. */
  readonly paced?: boolean;
}

export interface GithubHelpdesk extends Helpdesk {
  readonly client: GithubClient;
  /** To be told when a repository was made public or private, or has another name, or other labels. */
  readonly repositoriesChanged: () => void;
}

/** GitHub Issues as a Desk sees them. */
export function createGithub({ connection, policy, hashing = webHashing, ...wiring }: GithubWiring): GithubHelpdesk {
  const { now, client = createGithubClient({ ...connection, ...wiring }) } = wiring;
  const { dueDateProject } = policy.issues;
  const reading: ReadingWiring = {
    client,
    policy,
    now,
    botUserId: connection.botUserId,
    repositories: createRepositories(client, now),
    organizations: createOrganizations(client, now),
    project: dueDateProject === null ? null : createProject(client, connection, dueDateProject),
    fingerprint: createFingerprint(hashing),
  };
  const labels = createRepositoryLabels(client);

  async function read(id: TicketId): Promise<ReadOutcome> {
    const gathered = await gather(reading, id);
    if (gathered.kind === "gone") return gathered;
    if (gathered.kind !== "seen") return trouble(gathered);
    return { kind: "read", reading: await toReading(gathered, reading) };
  }

  /** GitHub has no conditional write: reading once more just before is as near as one can come. */
  async function write(basis: Reading, changes: readonly Change[]): Promise<WriteOutcome> {
    const gathered = await gather(reading, basis.ticket.id, true);
    if (gathered.kind === "gone") return gathered;
    if (gathered.kind !== "seen") return trouble(gathered);
    const { seen, address } = gathered;
    const { fingerprint: now } = await toReading(gathered, reading);
    // A repository made public or private doesn't move the stamp of its issues.
    if (seen.issue.updated_at !== basis.stamp || now !== basis.fingerprint) return { kind: "conflict" };
    const wanted = toWrite(seen, changes, policy);
    const carried = await carryOut({ client, labels, project: reading.project }, address, wanted, seen.project);
    if (carried.kind !== "carried") return carried;
    const updatedAt = carried.date ?? basis.stamp;
    const written = { updatedAt, fingerprint: await reading.fingerprint(factsAfter(seen, wanted, policy, updatedAt)) };
    const ignored = carried.ignored.join("; ");
    return ignored === "" ? { kind: "written", ...written } : { kind: "ignored", detail: ignored, ...written };
  }

  /** An issue has no internal notes, so none is ever planned; saying so keeps the Desk from asking on. */
  const hasNote = (): Promise<NoteOutcome> => Promise.resolve({ kind: "known", written: true });

  async function changed(from: ChangesFrom): Promise<ChangedOutcome> {
    const outcome = await changedTickets(reading, from);
    return outcome.kind === "changed" || outcome.kind === "lost" ? outcome : trouble(outcome);
  }

  async function webhook(): Promise<WebhookOutcome> {
    const outcome = await howWebhookDoes(client);
    return outcome.kind === "known" ? outcome : trouble(outcome);
  }

  const repositoriesChanged = (): void => {
    reading.repositories.forget();
    labels.forget();
  };
  return { read, write, hasNote, changed, webhook, bulk: null, client, repositoriesChanged };
}
