import type { IssueRules } from "../core/policy.ts";
import { formatInstant, hours, type Instant, seconds } from "../core/time.ts";
import type { GithubClient } from "./client.ts";
import type { GithubConnection } from "./connection.ts";
import { countRepositories, installationOf, missingPermissions, permissionWords } from "./installation.ts";
import { createProject } from "./project.ts";
import { failedAmong, hookFaults, latestDeliveries, missingEvents, showApp, showHook } from "./webhook.ts";

/** One line of a diagnosis. `mend` is empty when there is nothing to mend. */
export interface Finding {
  readonly level: "ok" | "warning" | "problem";
  readonly what: string;
  readonly mend: string;
}

export interface Patient {
  readonly client: GithubClient;
  readonly connection: GithubConnection;
  /** Where GitHub should deliver to. */
  readonly webhookEndpoint: string;
  /** The project for due dates, where the policy names one. */
  readonly project: IssueRules["dueDateProject"];
  readonly now: Instant;
  /** When the last webhook arrived; left out where nobody kept it, `null` when none ever did. */
  readonly lastEventAt?: Instant | null;
}

const MOST_SKEW = seconds(30);
const QUIET = hours(24);

/** What is wrong between Tierline and the App, and how to mend it. Reads only. */
export async function diagnose(patient: Patient): Promise<readonly Finding[]> {
  const { client, connection } = patient;
  const app = await client.call(showApp);
  if (app.kind !== "ok") {
    const detail = "detail" in app ? app.detail : app.kind;
    return [
      problem(
        `The App ${connection.slug} can't sign in: ${detail}.`,
        "Check its id and private key, and connect again.",
      ),
    ];
  }
  const skew = app.date === null ? 0 : Math.abs(patient.now - app.date);
  const events = missingEvents(app.value);
  return [
    fine(`Signed in as the App ${app.value.slug}.`),
    skew <= MOST_SKEW
      ? fine("The clocks agree.")
      : problem(
          `This machine's clock differs from GitHub's by ${Math.round(skew / 1000)} seconds.`,
          "Set the clock by NTP.",
        ),
    events.length === 0
      ? fine("The App is subscribed to every event that it needs.")
      : problem(`The App ${events.join("; ")}.`, settingsOf(connection, "Permissions & events, Subscribe to events")),
    ...(await installationFindings(patient)),
    await hookFinding(patient),
    ...(await deliveryFindings(patient)),
    ...(await projectFindings(patient)),
    ...quietFindings(patient),
  ];
}

const fine = (what: string): Finding => ({ level: "ok", what, mend: "" });
const problem = (what: string, mend: string): Finding => ({ level: "problem", what, mend });
const unknown = (what: string): Finding => ({ level: "warning", what, mend: "Run doctor again later." });
const settingsOf = ({ slug }: GithubConnection, where: string): string =>
  `Set it in the settings of the App ${slug}, under ${where}, and accept it in the installation.`;

async function installationFindings(patient: Patient): Promise<readonly Finding[]> {
  const { client, connection, project } = patient;
  const { owner, slug } = connection;
  const install = `Install it at https://github.com/apps/${slug}/installations/new, and connect again.`;
  const found = await client.call(installationOf(owner));
  if (found.kind === "not_found") return [problem(`The App is not installed for ${owner}.`, install)];
  if (found.kind !== "ok") return [unknown("The App's installation could not be examined.")];
  const installation = found.value;
  if (installation.suspended_at) {
    return [
      problem(
        `The App's installation for ${owner} is suspended.`,
        `Take that back in the settings of ${owner}, under GitHub Apps.`,
      ),
    ];
  }
  if (installation.id !== connection.installationId) {
    return [problem("The App was installed anew since it was connected.", "Connect again.")];
  }
  const missing = missingPermissions(installation, project !== null).map(permissionWords);
  const repositories = await client.call(countRepositories);
  return [
    missing.length === 0
      ? fine("The App has every permission that it needs.")
      : problem(`The App ${missing.join("; ")}.`, settingsOf(connection, "Permissions & events")),
    repositories.kind !== "ok"
      ? unknown("The App's repositories could not be listed.")
      : repositories.value === 0
        ? problem("The App may see no repository.", `Choose some in the settings of ${owner}, under GitHub Apps.`)
        : fine(`The App may see ${repositories.value} ${repositories.value === 1 ? "repository" : "repositories"}.`),
  ];
}

async function hookFinding({ client, webhookEndpoint }: Patient): Promise<Finding> {
  const hook = await client.call(showHook);
  if (hook.kind !== "ok") return unknown("The App's webhook could not be examined.");
  const faults = hookFaults(hook.value, webhookEndpoint);
  const mend = "Connect again: it sets the address. If it is switched off, set Active in the App's settings.";
  return faults.length === 0 ? fine("The webhook is right.") : problem(`The webhook ${faults.join("; ")}.`, mend);
}

async function deliveryFindings({ client }: Patient): Promise<readonly Finding[]> {
  const outcome = await client.call(latestDeliveries);
  if (outcome.kind !== "ok") return [unknown("GitHub's log of deliveries could not be read.")];
  const failed = failedAmong(outcome.value);
  if (failed.length === 0) return [fine("GitHub's log shows no failed delivery among the latest.")];
  const statuses = [...new Set(failed)].map((status) => (status === 0 ? "no answer" : String(status))).join(", ");
  const what = `${failed.length} of GitHub's latest ${outcome.value.length} deliveries failed (${statuses}).`;
  const mend = failed.includes(401)
    ? "401 means that the webhook secrets differ: connect again with the one in the App's settings."
    : "Check that the server is reachable from the internet, and look into its log at that time.";
  return [{ level: "warning", what, mend }];
}

async function projectFindings({ client, connection, project }: Patient): Promise<readonly Finding[]> {
  if (project === null) return [];
  const { number, field } = project;
  const there = await createProject(client, connection, project).isThere();
  if (there.kind !== "ok") return [unknown(`Project ${number} could not be examined.`)];
  if (there.value) return [fine(`Due dates go to "${field}" of project ${number}.`)];
  const what = `${connection.owner} has no project ${number} with a date field "${field}": due dates are not written there.`;
  return [problem(what, "Add the field to the project, or correct due_date_project in the policy.")];
}

function quietFindings({ lastEventAt, now }: Patient): readonly Finding[] {
  if (lastEventAt === undefined) return [];
  if (lastEventAt !== null && now - lastEventAt <= QUIET)
    return [fine(`Last webhook at ${formatInstant(lastEventAt)}.`)];
  const what = lastEventAt === null ? "No webhook has arrived yet." : `No webhook since ${formatInstant(lastEventAt)}.`;
  const mend = "If issues did change, check that GitHub can reach the webhook's address.";
  return [{ level: "warning", what, mend }];
}
