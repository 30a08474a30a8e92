import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { PageFile, Pages } from "../../handlers/app-page.ts";

interface Kept {
  readonly plain: PageFile;
  readonly packed: PageFile;
}

/** The files of `folder`, read once, at the first question, and kept in memory; a folder that isn't there has none. */
export function filePages(folder: string): Pages {
  let reading: Promise<ReadonlyMap<string, Kept>> | null = null;
  return {
    async get(path, acceptsGzip) {
      reading ??= readAll(folder);
      const kept = (await reading).get(path);
      if (kept === undefined) return null;
      return acceptsGzip ? kept.packed : kept.plain;
    },
  };
}

const pack = promisify(gzip);

async function readAll(folder: string): Promise<ReadonlyMap<string, Kept>> {
  const paths = await listFiles(folder);
  const read = async (path: string): Promise<[string, Kept]> => {
    const body = new Uint8Array(await readFile(join(folder, path)));
    const packed = new Uint8Array(await pack(body));
    const digest = createHash("sha256").update(body).digest("base64url").slice(0, 22);
    return [
      path.split(sep).join("/"),
      {
        plain: { body, etag: `"${digest}"`, encoding: null },
        packed: { body: packed, etag: `"${digest}-gzip"`, encoding: "gzip" },
      },
    ];
  };
  return new Map(await Promise.all(paths.map(read)));
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
