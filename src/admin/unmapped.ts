import { PUBLIC_MAIL_DOMAINS } from "../../mappings/public-mail-domains.ts";
import type { StrangerShown, Unmapped } from "../api/unmapped.ts";
import { formatInstant } from "../core/time.ts";
import { sortKey } from "../desk/mapping.ts";
import { findOrganization } from "../desk/organizations.ts";
import type { Sql } from "../desk/sql.ts";
import { type Stranger, strangers } from "../desk/strangers.ts";
import type { AdminDeps } from "./deps.ts";
import { showOrganization, todayIn } from "./organization-view.ts";

const MOST = 200;

/** Who is seen on open tickets without a contract, each with the row that it probably belongs to. */
export async function unmapped(deps: AdminDeps): Promise<Unmapped> {
  const { sql, facts, inForce, now } = deps;
  const found = await strangers(sql, facts, MOST + 1);
  const listed = found.slice(0, MOST).filter(isSomebody);
  const guesses = guessesFor(sql, listed);
  const days = todayIn(inForce.policy, now());
  return {
    more: found.length > MOST,
    strangers: listed.map((stranger, index) => {
      const guess = guesses[index] ?? null;
      const row = guess === null ? null : findOrganization(sql, guess.row);
      const { organizationId, externalId, name, tickets, earliestDue } = stranger;
      return {
        id: organizationId === null ? `domain:${stranger.domain}` : `org:${organizationId}`,
        ...{ organizationId, externalId, name, tickets },
        domain: ownDomain(stranger),
        earliestDue: earliestDue === null ? null : formatInstant(earliestDue),
        guess:
          guess === null || row === null
            ? null
            : {
                organization: showOrganization(row, inForce.policy, days),
                ...{ why: guess.why, sure: guess.sure },
                words: wordsOf(guess, row.contract.name),
              },
      };
    }),
  };
}

/** Of a domain that anybody can have, nothing can be said. */
const ownDomain = ({ domain }: Stranger): string | null =>
  domain === null || PUBLIC_MAIL_DOMAINS.has(domain) ? null : domain;

const isSomebody = (stranger: Stranger): boolean => stranger.organizationId !== null || ownDomain(stranger) !== null;

type Shown = NonNullable<StrangerShown["guess"]>;

interface Guess extends Pick<Shown, "why" | "sure"> {
  readonly row: number;
  readonly evidence: string;
}

function wordsOf({ why, evidence }: Guess, name: string): string {
  switch (why) {
    case "same_external_id":
      return `${name} has the external id ${evidence}.`;
    case "same_domain":
      return `${name} has the domain ${evidence}.`;
    case "same_name":
      return `${name} is called the same.`;
    case "similar_name":
      return `${name} is called almost the same as ${evidence}.`;
  }
}

function guessesFor(sql: Sql, all: readonly Stranger[]): readonly (Guess | null)[] {
  const plain = all.map((stranger) => byExternalId(sql, stranger) ?? byDomain(sql, stranger));
  const nameless = plain.every((guess) => guess !== null);
  // One way through all names for all strangers together.
  const names = nameless ? [] : sql.all<{ id: number; name: string }>(`SELECT id, name FROM contract`);
  const wanted = new Set(all.flatMap((stranger) => keysOf(tokensOf(calledName(stranger)))));
  const known = indexOf(names, wanted);
  return all.map((stranger, index) => plain[index] ?? byName(known, stranger));
}

function byExternalId(sql: Sql, { externalId }: Stranger): Guess | null {
  if (externalId === null) return null;
  const found = sql.first<{ id: number }>(`SELECT id FROM contract WHERE external_id = ? ORDER BY id DESC`, externalId);
  return found === null ? null : { row: found.id, why: "same_external_id", sure: "high", evidence: externalId };
}

/** The domain itself, or one above it: `eu.acme.example` is of `acme.example`. */
function byDomain(sql: Sql, stranger: Stranger): Guess | null {
  const labels = ownDomain(stranger)?.split(".") ?? [];
  for (let from = 0; labels.length - from >= 2; from += 1) {
    const domain = labels.slice(from).join(".");
    const query = `SELECT contract_id AS id FROM contract_domain WHERE domain = ? ORDER BY contract_id DESC`;
    const found = sql.first<{ id: number }>(query, domain);
    if (found !== null) return { row: found.id, why: "same_domain", sure: "high", evidence: domain };
  }
  return null;
}

interface Named {
  readonly row: number;
  readonly tokens: ReadonlySet<string>;
}

/** Names by each of their words, and by all of them without their spaces; those that somebody is wanted by. */
function indexOf(
  names: readonly { readonly id: number; readonly name: string }[],
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly Named[]> {
  const index = new Map<string, Named[]>();
  for (const { id: row, name } of names) {
    const tokens = tokensIn(name);
    for (const key of keysOf(tokens)) {
      if (!wanted.has(key)) continue;
      const named = index.get(key) ?? [];
      if (named.length < MOST_ALIKE) index.set(key, [...named, { row, tokens }]);
    }
  }
  return index;
}

const keysOf = (tokens: ReadonlySet<string>): readonly string[] => [...tokens, joined(tokens)];

/** The organization's name, or what its domain says before its first dot. */
const calledName = (stranger: Stranger): string => stranger.name ?? ownDomain(stranger)?.split(".")[0] ?? "";

/** A word that more names have tells nothing of any of them. */
const MOST_ALIKE = 200;

const joined = (tokens: ReadonlySet<string>): string => [...tokens].join("");

/** By how many words two names share: of the organization, or of the domain where there is none. */
function byName(known: ReadonlyMap<string, readonly Named[]>, stranger: Stranger): Guess | null {
  const called = calledName(stranger);
  const wanted = tokensOf(called);
  let best: Named | null = null;
  let most = 0;
  for (const one of keysOf(wanted).flatMap((key) => known.get(key) ?? [])) {
    const shared = similarity(wanted, one.tokens);
    if (shared > most) [best, most] = [one, shared];
  }
  if (best === null || most < 0.5) return null;
  const same = most === 1 && stranger.name !== null;
  const sure = same ? "high" : most >= 0.66 ? "medium" : "low";
  return { row: best.row, why: same ? "same_name" : "similar_name", sure, evidence: called };
}

const LEGAL_FORMS = new Set(
  "ag bv co company corp corporation gmbh group holding inc kg limited llc llp ltd nv oy plc pte sa sarl se srl the".split(
    " ",
  ),
);

/** A name's words, without case, accents, marks and legal forms. */
const tokensOf = (name: string): ReadonlySet<string> => tokensIn(sortKey(name));

/** The same of a name that is written so already, as the mapping's rows are. */
function tokensIn(name: string): ReadonlySet<string> {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const telling = words.filter((word) => !LEGAL_FORMS.has(word));
  return new Set(telling.length > 0 ? telling : words);
}

/** The share of words in common, 0 to 1; names that differ in their spaces alone are the same. */
function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const token of one) if (other.has(token)) shared += 1;
  return joined(one) === joined(other) ? 1 : shared / (one.size + other.size - shared);
}
