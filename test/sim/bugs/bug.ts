import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountDeps } from "../../../src/account/deps.ts";
import { type Product, productIn, theProduct } from "../product.ts";

/** A change to a copy of the source: in this file, these words, of which there is one place, become those. */
export type Patch = readonly [file: string, words: string, becomes: string];

/** A mistake that somebody could make, put in from outside: the product itself has no switch for it. */
export interface Bug {
  readonly name: string;
  /** It shows only where much is done by the hundred. */
  readonly inCrowds?: true;
  /** It shows only in worlds with GitHub. */
  readonly onGithub?: true;
  /** It shows only where a repository owns the mapping. */
  readonly inGit?: true;
  readonly patches?: readonly Patch[];
  /** Another part in the wiring; a new one for each run. */
  readonly wrap?: () => (deps: AccountDeps) => AccountDeps;
}

const ROOT = join(import.meta.dirname, "../../..");

/** Lends Tierline with the bug in it. @throws when the source no longer has the words that a patch looks for */
export async function withBug<Value>(bug: Bug, use: (product: Product) => Promise<Value>): Promise<Value> {
  const { patches } = bug;
  if (patches === undefined) return use(theProduct);
  return withPatches(patches, async (folder) => use(await productIn(folder)));
}

/** Lends a copy of the source with these changes. @throws when it no longer has the words that one of them looks for */
export async function withPatches<Value>(
  patches: readonly Patch[],
  use: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "tierline-bug-"));
  try {
    for (const part of ["src", "handlers"]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    for (const part of ["node_modules", "package.json", "mappings"]) symlinkSync(join(ROOT, part), join(folder, part));
    for (const [file, words, becomes] of patches) patch(join(folder, "src", file), words, becomes);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The places of these patches that the source no longer has, or has more than once. */
export function misplaced({ patches = [] }: Bug): readonly string[] {
  return patches
    .filter(([file, words]) => readFileSync(join(ROOT, "src", file), "utf8").split(words).length !== 2)
    .map(([file, words]) => `${file}: ${words}`);
}

function patch(file: string, words: string, becomes: string): void {
  const parts = readFileSync(file, "utf8").split(words);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places with: ${words}`);
  writeFileSync(file, parts.join(becomes));
}
