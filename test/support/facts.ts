import { Facts } from "../../src/desk/facts.ts";
import type { Sql } from "../../src/desk/sql.ts";
import { deriveKeys } from "../../src/keys.ts";

const { secretBox } = await deriveKeys(btoa("a master key of the tests' own.."));

/** Where a Desk of these rows keeps its open tickets. */
export const factsIn = (sql: Sql): Facts => new Facts({ sql, secretBox });
