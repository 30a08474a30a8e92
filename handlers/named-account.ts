import type { Context } from "hono";
import type { OperatorFailure } from "../src/account/answers.ts";
import type { AccountHandle, Accounts } from "../src/accounts.ts";
import type { DeskId } from "../src/core/id.ts";
import type { DeskIds, HelpdeskKind } from "../src/desk-id.ts";

/** Whoever shows the operator's token, as the audit trail names them. */
export const OPERATOR = { kind: "operator" } as const;

/** Which account is meant: one of them, or none for the only one there is. */
export interface Named {
  readonly subdomain?: string | undefined;
  readonly owner?: string | undefined;
}

/** The account that was meant, as it is shown. */
export interface Shown {
  readonly helpdesk: HelpdeskKind;
  readonly name: string;
}

/** Answers with the account that is meant, or with why there is none. */
export type WithAccount = (
  context: Context,
  named: Named,
  answer: (account: AccountHandle, shown: Shown) => Promise<Response>,
) => Promise<Response>;

export interface NamedAccounts {
  readonly deskOf: (helpdesk: HelpdeskKind, name: string) => Promise<DeskId>;
  readonly withAccount: WithAccount;
}

/** How accounts are named to the operator's routes. */
export function namedAccounts(accounts: Accounts, deskIds: DeskIds): NamedAccounts {
  /** Answers with the account that is named; where none is, with the only one there is. */
  async function withAccount(
    context: Context,
    { subdomain, owner }: Named,
    answer: (account: AccountHandle, shown: Shown) => Promise<Response>,
  ): Promise<Response> {
    if (subdomain !== undefined && owner !== undefined) return context.json(TWO_NAMES, 400);
    const [known, ...others] = await connected({ subdomain, owner });
    if (known === undefined) return context.json(noAccount({ subdomain, owner }), 404);
    return others.length > 0 ? context.json(SEVERAL, 404) : answer(known.account, known.shown);
  }

  /** One that was disconnected is no account any more, though its history is kept. */
  async function connected(named: Named): Promise<readonly { account: AccountHandle; shown: Shown }[]> {
    const known = await meant(named);
    const overviews = await Promise.all(known.map((account) => account.overview()));
    return known.flatMap((account, index) => {
      const { helpdesk, account: name } = overviews[index] ?? { helpdesk: "zendesk", account: null };
      return name === null ? [] : [{ account, shown: { helpdesk, name } }];
    });
  }

  async function meant({ subdomain, owner }: Named): Promise<readonly AccountHandle[]> {
    if (subdomain === undefined && owner === undefined) return accounts.all();
    const id = owner === undefined ? await deskOf("zendesk", subdomain ?? "") : await deskOf("github", owner);
    const account = await accounts.find(id);
    return account === null ? [] : [account];
  }

  /** GitHub's names are the same in upper and lower case. */
  const deskOf = (helpdesk: HelpdeskKind, name: string): Promise<DeskId> =>
    deskIds.of(helpdesk, helpdesk === "github" ? name.toLowerCase() : name);

  return { deskOf, withAccount };
}

function noAccount({ subdomain, owner }: Named): OperatorFailure {
  const name = owner ?? subdomain;
  return {
    reason: "no_account",
    message: name === undefined ? "No account is connected here yet." : `No account "${name}" is connected here.`,
    mend:
      owner === undefined
        ? "Connect it first: npm run tierline -- connect --subdomain … --client-id …"
        : "Connect it first: npm run tierline -- connect github --owner …",
  };
}

const TWO_NAMES: OperatorFailure = {
  reason: "bad_request",
  message: "Two accounts are named: a Zendesk account by its subdomain and a GitHub account by its owner.",
  mend: "Say one of the two: --subdomain … or --owner …",
};

const SEVERAL: OperatorFailure = {
  reason: "ambiguous",
  message: "Several accounts are connected here.",
  mend: "Say which: --subdomain … for one of Zendesk, --owner … for one of GitHub.",
};
