import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as account from "../../src/account/account.ts";
import * as github from "../../src/account/github-source.ts";
import * as app from "../../src/app.ts";
import * as keys from "../../src/keys.ts";
import * as metrics from "../../src/metrics.ts";
import * as hashing from "../../src/node/hashing.ts";
import * as sqlite from "../../src/node/sqlite.ts";

/** The parts of Tierline that a simulation puts together, as `src/node.ts` does for a process. */
export interface Product {
  readonly Account: typeof account.Account;
  readonly GithubSource: typeof github.GithubSource;
  readonly createApp: typeof app.createApp;
  readonly deriveKeys: typeof keys.deriveKeys;
  readonly Metrics: typeof metrics.Metrics;
  readonly nodeHashing: typeof hashing.nodeHashing;
  readonly openSqlite: typeof sqlite.openSqlite;
}

/** As it is. */
export const theProduct: Product = {
  ...{ Account: account.Account, createApp: app.createApp, deriveKeys: keys.deriveKeys, Metrics: metrics.Metrics },
  ...{ nodeHashing: hashing.nodeHashing, openSqlite: sqlite.openSqlite, GithubSource: github.GithubSource },
};

/** The same from a copy of the source tree. */
export async function productIn(folder: string): Promise<Product> {
  const module = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, "src", path)).href);
  return {
    ...pick<Pick<Product, "Account">>(await module("account/account.ts"), "Account"),
    ...pick<Pick<Product, "GithubSource">>(await module("account/github-source.ts"), "GithubSource"),
    ...pick<Pick<Product, "createApp">>(await module("app.ts"), "createApp"),
    ...pick<Pick<Product, "deriveKeys">>(await module("keys.ts"), "deriveKeys"),
    ...pick<Pick<Product, "Metrics">>(await module("metrics.ts"), "Metrics"),
    ...pick<Pick<Product, "nodeHashing">>(await module("node/hashing.ts"), "nodeHashing"),
    ...pick<Pick<Product, "openSqlite">>(await module("node/sqlite.ts"), "openSqlite"),
  };
}

/** A copy of our own source has our own types. */
const pick = <Part>(module: Part, name: keyof Part): Pick<Part, keyof Part> => ({ [name]: module[name] }) as Part;
