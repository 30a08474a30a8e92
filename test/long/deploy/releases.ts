import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { openSqlite } from "../../../src/node/sqlite.ts";

const ROOT = join(import.meta.dirname, "../../..");
const STEPS_FILE = "src/desk/migrations.ts";

const NO_SOURCES: ReadonlySet<string> = new Set([".git", ".wrangler", ".dev.vars", "node_modules", "dist", "tmp"]);

/** A release as its sources, ready to run. */
export interface Release {
  /** What people call it. */
  readonly name: string;
  readonly root: string;
}

/** A folder for releases of former times; `close` removes it. */
export class Releases {
  readonly #folder = mkdtempSync(join(tmpdir(), "tierline-releases-"));
  #made = 0;

  /** The sources as they lie here at this moment. */
  now(): Release {
    const root = this.#next();
    for (const name of readdirSync(ROOT)) {
      if (!NO_SOURCES.has(name)) cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: isSource });
    }
    return fitOut({ name: "this release", root });
  }

  /**
   * The newest commit on the first-parent history whose tables had gone through fewer steps than now; where there is
   * none, the parent of the newest commit. @returns `null` when the history isn't here
   */
  async before(): Promise<string | null> {
    const history = await git("log", "--first-parent", "--format=%H").catch(() => "");
    const commits = history.split("\n").filter((commit) => commit !== "");
    const now = await this.#steps(join(ROOT, STEPS_FILE));
    for (const commit of commits) {
      const source = await git("show", `${commit}:${STEPS_FILE}`).catch(() => null);
      if (source === null) continue;
      const file = join(this.#next(), "migrations.ts");
      writeFileSync(file, source);
      if ((await this.#steps(file)) < now) return commit;
    }
    return commits[1] ?? null;
  }

  /** A commit's sources. @throws when git doesn't have them */
  async checkOut(commit: string): Promise<Release> {
    const root = this.#next();
    const archive = `${root}.tar`;
    await git("archive", "--output", archive, commit);
    await promisify(execFile)("tar", ["-xf", archive, "-C", root]);
    return fitOut({ name: (await git("log", "-1", "--format=%h", commit)).trim(), root });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #next(): string {
    this.#made += 1;
    const folder = join(this.#folder, String(this.#made));
    mkdirSync(folder);
    return folder;
  }

  /** How many steps a release takes its tables through: what it says of a file that it has just made. */
  async #steps(file: string): Promise<number> {
    const { migrate }: { migrate: (sql: ReturnType<typeof openSqlite>) => void } = await import(file);
    const sql = openSqlite(":memory:");
    migrate(sql);
    const steps = sql.first<{ version: number }>(`SELECT version FROM schema_version`)?.version ?? 0;
    sql.close();
    return steps;
  }
}

/** With the packages that are installed here, and this test's customers where a Worker takes its own from. */
function fitOut(release: Release): Release {
  symlinkSync(join(ROOT, "node_modules"), join(release.root, "node_modules"));
  cpSync(join(import.meta.dirname, "../kill/organizations.csv"), join(release.root, "mappings/organizations.csv"));
  return release;
}

const isSource = (path: string): boolean => !NO_SOURCES.has(basename(path));

async function git(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)("git", args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 })).stdout;
}
