import { readTaken } from "../../../src/desk/taken-commit.ts";
import type { HelpdeskKind } from "../../../src/desk-id.ts";
import { CONTRACTS } from "../github/cast.ts";
import type { LivingAccount } from "../living-account.ts";
import type { Stage } from "../stage.ts";
import type { MappingBook } from "./book.ts";

type Complain = (check: string, detail: string) => void;

/** The accounts, by what each is of. */
const accounts = ({ life }: Stage): readonly (readonly [HelpdeskKind, LivingAccount])[] =>
  life?.github ? [["zendesk", life.zendesk] as const, ["github", life.github] as const] : [];

/** Whether somebody has not dealt with what the branch points to. */
export function mappingLags(stage: Stage, { head }: MappingBook): boolean {
  return accounts(stage).some(([, { sql }]) => readTaken(sql)?.newest !== head.pushed.sha);
}

/** Both are at the newest commit: its mapping is in force, or it is told why not and the one before stays. */
export async function judgeMapping(stage: Stage, book: MappingBook, complain: Complain): Promise<void> {
  const { sha, terms } = book.head.pushed;
  for (const [name, { sql, account }] of accounts(stage)) {
    const says = (detail: string) => complain("the newest sound commit in force", `${name}: ${detail}`);
    const taken = readTaken(sql);
    const { inForce, takings } = book.of(name);
    if (taken?.newest !== sha) says(`${taken?.newest} was dealt with last, ${sha} is the branch's newest`);
    const expected = terms === null ? inForce?.sha : sha;
    if (taken?.inForce?.sha !== expected) says(`${taken?.inForce?.sha} is in force instead of ${expected}`);
    if ((taken?.refused?.sha ?? null) !== (terms === null ? sha : null))
      says(`${taken?.refused?.sha} counts as refused`);
    const { owner, git, trouble } = await account.mappingStatus();
    if (owner !== "git" || trouble !== null) says(`the mapping is ${owner}'s: ${trouble}`);
    if (terms === null && (git?.refused?.problems.length ?? 0) === 0) says(`nobody is told what is wrong with ${sha}`);
    const kept = sql
      .all<{ action: string; sha: string }>(
        "SELECT action, actor ->> '$.id' AS sha FROM audit WHERE action LIKE 'mapping.%' ORDER BY seq",
      )
      .map((entry) => `${entry.action} ${entry.sha}`);
    const seen = takings.map(({ outcome, sha }) => `mapping.${outcome === "applied" ? "pulled" : "refused"} ${sha}`);
    if (kept.join() !== seen.join())
      complain("each commit taken once", `${name}: the audit trail has ${kept}, not ${seen}`);
  }
  const run = repository(stage)?.checkRuns.findLast((one) => one.head_sha === sha);
  const conclusion = terms === null ? "failure" : "success";
  if (run?.conclusion !== conclusion)
    complain("the newest sound commit in force", `its check run says ${run?.conclusion}`);
}

const repository = ({ github }: Stage) =>
  [...(github?.helpdesk.emulator.state.repositories.values() ?? [])].find(({ name }) => name === CONTRACTS);
