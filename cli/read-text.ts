import { readFile } from "node:fs/promises";
import { err, ok, type Result } from "../src/core/result.ts";
import type { Failure } from "./terminal.ts";

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "it may not be read by this user",
};

/** A file that an option names. */
export async function readText(file: string): Promise<Result<string, Failure>> {
  try {
    return ok(await readFile(file, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return err({ reason: "unreadable", message: `cannot read ${file}: ${WHY[code] ?? code}`, code: 2 });
  }
}
