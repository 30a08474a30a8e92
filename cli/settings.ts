import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";

/** The environment, and below it the `.env` file of the working folder: a variable that is set wins over the file. */
export async function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  file = ".env",
): Promise<Readonly<Record<string, string | undefined>>> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value !== "");
  return { ...parseEnv(text), ...Object.fromEntries(set) };
}
