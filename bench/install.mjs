// Installs the rivals' packages into bench/node_modules when what is there is not what the lock asks for.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = import.meta.dirname;

if (!isInstalled()) {
  process.stderr.write("Installing the benches' packages (npm ci) …\n");
  const { npm_execpath: npm = "", npm_node_execpath: node = process.execPath } = process.env;
  const itself = /npm-cli\.[cm]?js$/.test(npm) ? [node, npm] : ["npm"];
  const [program = "npm", ...line] = [...itself, "ci", "--ignore-scripts", "--loglevel=error"];
  const { status } = spawnSync(program, line, { cwd: FOLDER, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) process.exit(1);
}

function isInstalled() {
  const wanted = versionsOf(join(FOLDER, "package-lock.json"));
  const present = versionsOf(join(FOLDER, "node_modules/.package-lock.json"));
  return Object.entries(wanted).every(([path, { version }]) => path === "" || present[path]?.version === version);
}

function versionsOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return {};
  }
}
