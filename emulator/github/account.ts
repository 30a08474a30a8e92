import type { Seed } from "./seed.ts";
import type { State } from "./state.ts";
import { fullName } from "./world.ts";

/** What a registered App's owner was told. */
export interface AppCredentials {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PKCS#1, in PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** On the owner; `null` when it isn't installed there. */
  readonly installationId: number | null;
}

export interface GithubAccount {
  readonly owner: string;
  readonly apps: readonly AppCredentials[];
  readonly people: readonly {
    readonly login: string;
    readonly name: string;
    readonly type: string;
    readonly token: string;
  }[];
  readonly repositories: readonly { readonly name: string; readonly private: boolean }[];
}

/** Who there is as things are, with credentials. */
export function accountOf(
  seed: Seed,
  { apps, accounts, installations, personalTokens, repositories }: State,
): GithubAccount {
  const tokens = new Map([...personalTokens].map(([token, account]) => [account, token]));
  return {
    owner: seed.owner,
    apps: [...apps.values()].map((app) => ({
      id: app.id,
      slug: app.slug,
      clientId: app.client_id,
      clientSecret: app.client_secret,
      privateKey: app.pem,
      webhookSecret: app.webhook_secret,
      installationId: [...installations.values()].find((one) => one.app === app)?.id ?? null,
    })),
    people: [...accounts.values()].flatMap((account) => {
      const token = tokens.get(account);
      return token === undefined ? [] : [{ login: account.login, name: account.name, type: account.type, token }];
    }),
    repositories: [...repositories.values()].map((one) => ({ name: fullName(one), private: one.private })),
  };
}
