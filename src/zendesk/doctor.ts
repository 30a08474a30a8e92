import { formatInstant, hours, type Instant, seconds } from "../core/time.ts";
import type { Call, ZendeskClient } from "./client.ts";
import { credentialsWarning, type Piece, type TicketFieldName, type ZendeskConnection } from "./connection.ts";
import { showView } from "./due-view.ts";
import { checkIdentity, type Identity } from "./identity.ts";
import { latestInvocations } from "./invocations.ts";
import { showOrganizationField } from "./organization-field.ts";
import { showTicketField, TICKET_FIELDS, unfitness } from "./ticket-fields.ts";
import { showSigningSecret, showWebhook, webhookFaults } from "./webhook.ts";

/** One line of a diagnosis. `mend` is empty when there is nothing to mend. */
export interface Finding {
  readonly level: "ok" | "warning" | "problem";
  readonly what: string;
  readonly mend: string;
}

export interface Patient {
  readonly client: ZendeskClient;
  readonly connection: ZendeskConnection;
  /** Where Zendesk should deliver to. */
  readonly webhookEndpoint: string;
  readonly now: Instant;
  /** When the last webhook arrived; left out where nobody kept it, `null` when none ever did. */
  readonly lastEventAt?: Instant | null;
}

const MOST_SKEW = seconds(30);
const QUIET = hours(24);

/** What is wrong between Tierline and the account, and how to mend it. Reads only. */
export async function diagnose(patient: Patient): Promise<readonly Finding[]> {
  const { client, connection, now } = patient;
  const warning = credentialsWarning(connection.credentials, now);
  const credentials: readonly Finding[] =
    warning === null ? [] : [{ level: "warning", what: warning, mend: RECONNECT }];
  const identity = await checkIdentity(client);
  if (!identity.ok) {
    const { message, mend } = identity.failure;
    return [...credentials, { level: "problem", what: message, mend }];
  }
  return [
    ...credentials,
    ...identityFindings(identity.value, patient),
    ...(await ticketFieldFindings(patient)),
    await organizationFieldFinding(patient),
    await viewFinding(patient),
    ...(await webhookFindings(patient)),
    ...(await failedDeliveries(patient)),
    ...quietFindings(patient),
  ];
}

const RECONNECT = "Run connect again: it mends what it finds.";
const fine = (what: string): Finding => ({ level: "ok", what, mend: "" });
const problem = (what: string, mend = RECONNECT): Finding => ({ level: "problem", what, mend });

function identityFindings({ userId, date }: Identity, { connection, now }: Patient): readonly Finding[] {
  const expected = connection.provisioned.integrationUserId;
  const skew = date === null ? 0 : Math.abs(now - date);
  return [
    userId === expected
      ? fine(`Signed in as administrator ${userId}.`)
      : problem(
          `Signed in as ${userId}, but the account was connected as ${expected}: Tierline would not know its own changes.`,
        ),
    skew <= MOST_SKEW
      ? fine("The clocks agree.")
      : problem(
          `This machine's clock differs from Zendesk's by ${Math.round(skew / 1000)} seconds; from 60 on, webhooks are refused.`,
          "Set the clock by NTP.",
        ),
  ];
}

async function ticketFieldFindings({ client, connection }: Patient): Promise<readonly Finding[]> {
  const names: readonly TicketFieldName[] = ["severity", "due", "dueDate", "summary"];
  const checks = names.map(async (name) => {
    const definition = TICKET_FIELDS[name];
    const id = connection.provisioned.fields[name].id;
    return examine(client, `ticket field "${definition.title}"`, id, showTicketField(id), (field) => {
      const unfit = unfitness(definition, field);
      return unfit !== null ? [unfit] : field.active ? [] : ["is inactive, so values written to it are lost"];
    });
  });
  return Promise.all(checks);
}

function organizationFieldFinding({ client, connection }: Patient): Promise<Finding> {
  const { id, key } = connection.provisioned.organizationField;
  return examine(client, `organization field "${key}"`, id, showOrganizationField(id), (field) => [
    ...(field.key === key ? [] : [`has the key ${field.key} now`]),
    ...(field.active ? [] : ["is inactive, so tiers in it are not seen"]),
  ]);
}

function viewFinding({ client, connection }: Patient): Promise<Finding> {
  const { id } = connection.provisioned.view;
  return examine(client, 'view "Due next"', id, showView(id), (view) => (view.active ? [] : ["is inactive"]));
}

async function webhookFindings({ client, connection, webhookEndpoint }: Patient): Promise<readonly Finding[]> {
  const { id } = connection.provisioned.webhook;
  const webhook = await examine(client, "webhook", id, showWebhook(id), (found) =>
    webhookFaults(found, webhookEndpoint),
  );
  const secret = await client.call(showSigningSecret(id));
  if (secret.kind !== "ok") return [webhook];
  const known = connection.webhookSecrets.some((one) => one.secret === secret.value);
  const what =
    "The webhook's signing secret was reset in Zendesk: every webhook is refused until Tierline knows the new one.";
  return [webhook, known ? fine("The signing secret is the one that Zendesk uses.") : problem(what)];
}

async function failedDeliveries({ client, connection }: Patient): Promise<readonly Finding[]> {
  const outcome = await client.call(latestInvocations(connection.provisioned.webhook.id));
  // The log's exact shape is documented by third parties only: no answer that we know is no finding.
  if (outcome.kind !== "ok") return [];
  const { count, failed } = outcome.value;
  if (failed.length === 0) return [fine("Zendesk's log shows no failed delivery among the latest.")];
  const what = `${failed.length} of Zendesk's latest ${count} deliveries failed (${[...new Set(failed)].join(", ")}).`;
  const mend = "Check that the server is reachable from the internet, and look into its log at that time.";
  return [{ level: "warning", what, mend }];
}

function quietFindings({ lastEventAt, now }: Patient): readonly Finding[] {
  if (lastEventAt === undefined) return [];
  if (lastEventAt !== null && now - lastEventAt <= QUIET)
    return [fine(`Last webhook at ${formatInstant(lastEventAt)}.`)];
  const what = lastEventAt === null ? "No webhook has arrived yet." : `No webhook since ${formatInstant(lastEventAt)}.`;
  const mend = "If tickets did change, check that Zendesk can reach the webhook's address.";
  return [{ level: "warning", what, mend }];
}

/** Fetches one piece and says whether it is there and right. */
async function examine<Found>(
  client: ZendeskClient,
  what: string,
  id: Piece["id"],
  call: Call<Found>,
  faults: (found: Found) => readonly string[],
): Promise<Finding> {
  const outcome = await client.call(call);
  if (outcome.kind === "not_found") return problem(`The ${what} (${id}) was deleted in Zendesk.`);
  if (outcome.kind !== "ok") {
    const detail = "detail" in outcome ? outcome.detail : outcome.kind;
    return {
      level: "warning",
      what: `The ${what} (${id}) could not be examined: ${detail}`,
      mend: "Run doctor again later.",
    };
  }
  const found = faults(outcome.value);
  return found.length === 0 ? fine(`The ${what} is right.`) : problem(`The ${what} (${id}) ${found.join("; ")}.`);
}
