import type { Files } from "../../emulator/github/commits.ts";
import type { CheckRun, Commit } from "../../emulator/github/state.ts";
import type { Account } from "../../src/account/account.ts";
import type { MappingStatus } from "../../src/account/mapping-peers.ts";
import type { AuditEntry } from "../../src/desk/audit.ts";
import { listAudit } from "../../src/desk/audit-rows.ts";
import { shippedText } from "../mappings/shipped.ts";
import { EDITABLE } from "../support/administrators.ts";
import { openWorld, type World, type WorldOptions } from "../support/world.ts";

const CONTRACTS = "acme/contracts";
const OPERATOR = { kind: "operator" } as const;

const HEADER =
  "organization_id,external_id,name,domains,tier,contract_start,contract_end,onboarding,sdk,csm,tam,named_contacts,github";

/** Who has bought what, by name. */
export const organizations = (tiers: { acme?: string; bolt?: string; globex?: string } = {}): string =>
  [
    HEADER,
    `,crm-1,Acme,,${tiers.acme ?? "enterprise"},2025-01-01,,existing,yes,,,,`,
    `,crm-2,Bolt,,${tiers.bolt ?? "growth"},2025-01-01,,existing,yes,,,,`,
    `,,Globex,globex.example,${tiers.globex ?? "enterprise"},2025-01-01,,existing,yes,,,,acme/globex`,
    "",
  ].join("\n");

/** The shipped policy and everybody's contract. */
export const MAPPING: Readonly<Record<string, string>> = {
  "support-policy.yaml": shippedText("support-policy.yaml"),
  "holidays/england-and-wales.yaml": shippedText("holidays/england-and-wales.yaml"),
  "holidays/united-states.yaml": shippedText("holidays/united-states.yaml"),
  "organizations.csv": organizations(),
};

/** The mapping in acme/contracts, followed by a Zendesk account and the GitHub account that reads it. */
export class GitStage {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  push(files: Files, more: { branch?: string; message?: string; repository?: string } = {}): Commit {
    const { repository = CONTRACTS, ...rest } = more;
    return this.world
      .github()
      .as("mara")
      .push(repository, { files, ...rest });
  }

  async follows(account: Account, repository = CONTRACTS, branch: string | null = null): Promise<MappingStatus> {
    const reader = await this.world.tierline.deskIds.of("github", "acme");
    const outcome = await account.followMapping(reader, { repository, branch, folder: "" }, OPERATOR);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
    return outcome.value;
  }

  zendesk(): Promise<Account> {
    return this.world.account("acme");
  }

  github(): Promise<Account> {
    return this.world.ownersAccount("acme");
  }

  checks(repository = "contracts"): readonly CheckRun[] {
    const found = [...this.world.github().emulator.state.repositories.values()].find((one) => one.name === repository);
    if (found === undefined) throw new Error(`no repository ${repository}`);
    return found.checkRuns;
  }

  /** Newest first. */
  async trail(account: Account): Promise<readonly AuditEntry[]> {
    const verdict = await account.admin.verifyAudit();
    if (verdict.kind !== "whole") throw new Error(JSON.stringify(verdict));
    return listAudit(account.desk.sql, { action: null, search: null, before: null, limit: 50 });
  }
}

export async function gitStage(options: WorldOptions = {}): Promise<GitStage> {
  const world = await openWorld({ accounts: ["acme"], owners: ["acme"], terms: EDITABLE, ...options });
  return new GitStage(world);
}

/** Both accounts follow the repository, whose first commit they have taken. */
export async function followed(options: WorldOptions = {}): Promise<GitStage> {
  const stage = await gitStage(options);
  stage.push(MAPPING, { message: "The contracts" });
  await stage.follows(await stage.zendesk());
  await stage.follows(await stage.github());
  await stage.world.settle();
  return stage;
}
