import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as account from "../../src/account.ts";
import * as app from "../../src/app.ts";
import * as deskId from "../../src/desk-id.ts";
import * as secretBox from "../../src/http/secret-box.ts";
import * as metrics from "../../src/metrics.ts";
import * as hashing from "../../src/node/hashing.ts";
import * as sqlite from "../../src/node/sqlite.ts";

/** The parts of Tierline that a simulation puts together, as `src/node.ts` does for a process. */
export interface Product {
  readonly Account: typeof account.Account;
  readonly createApp: typeof app.createApp;
  readonly createDeskIds: typeof deskId.createDeskIds;
  readonly createSecretBox: typeof secretBox.createSecretBox;
  readonly Metrics: typeof metrics.Metrics;
  readonly nodeHashing: typeof hashing.nodeHashing;
  readonly openSqlite: typeof sqlite.openSqlite;
}

/** As it is. */
export const theProduct: Product = {
  ...{ Account: account.Account, createApp: app.createApp, createDeskIds: deskId.createDeskIds },
  ...{ createSecretBox: secretBox.createSecretBox, Metrics: metrics.Metrics },
  ...{ nodeHashing: hashing.nodeHashing, openSqlite: sqlite.openSqlite },
};

/** The same from a copy of the source tree. */
export async function productIn(folder: string): Promise<Product> {
  const module = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, "src", path)).href);
  return {
    ...pick<Pick<Product, "Account">>(await module("account.ts"), "Account"),
    ...pick<Pick<Product, "createApp">>(await module("app.ts"), "createApp"),
    ...pick<Pick<Product, "createDeskIds">>(await module("desk-id.ts"), "createDeskIds"),
    ...pick<Pick<Product, "createSecretBox">>(await module("http/secret-box.ts"), "createSecretBox"),
    ...pick<Pick<Product, "Metrics">>(await module("metrics.ts"), "Metrics"),
    ...pick<Pick<Product, "nodeHashing">>(await module("node/hashing.ts"), "nodeHashing"),
    ...pick<Pick<Product, "openSqlite">>(await module("node/sqlite.ts"), "openSqlite"),
  };
}

/** A copy of our own source has our own types. */
const pick = <Part>(module: Part, name: keyof Part): Pick<Part, keyof Part> => ({ [name]: module[name] }) as Part;
