import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountDeps } from "../../../src/account.ts";
import { type Product, productIn, theProduct } from "../product.ts";

/** A mistake that somebody could make, put in from outside: the product itself has no switch for it. */
export interface Bug {
  readonly name: string;
  /** Changes to a copy of the source: in this file, these words, of which there is one place, become those. */
  readonly patches?: readonly (readonly [file: string, words: string, becomes: string])[];
  /** Another part in the wiring; a new one for each run. */
  readonly wrap?: () => (deps: AccountDeps) => AccountDeps;
}

const ROOT = join(import.meta.dirname, "../../..");

/** Lends Tierline with the bug in it. @throws when the source no longer has the words that a patch looks for */
export async function withBug<Value>(bug: Bug, use: (product: Product) => Promise<Value>): Promise<Value> {
  if (bug.patches === undefined) return use(theProduct);
  const folder = mkdtempSync(join(tmpdir(), "tierline-bug-"));
  try {
    for (const part of ["src", "handlers"]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    for (const part of ["node_modules", "package.json", "mappings"]) symlinkSync(join(ROOT, part), join(folder, part));
    for (const [file, words, becomes] of bug.patches) patch(join(folder, "src", file), words, becomes);
    return await use(await productIn(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function patch(file: string, words: string, becomes: string): void {
  const parts = readFileSync(file, "utf8").split(words);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places with: ${words}`);
  writeFileSync(file, parts.join(becomes));
}
