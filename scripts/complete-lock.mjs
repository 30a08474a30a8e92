// npm leaves optional platform packages out of package-lock.json when the registry answers 404 for them,
// and `npm ci` then fails with "Missing: <pkg>@ from lock file". This adds the missing entries: the version is the
// exact one the parent pins, os/cpu/libc come from the name, and there is no integrity (it is not known here).
// Run after every `npm install` that changes the lock:  node scripts/complete-lock.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";

const file = "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const pk = lock.packages;
const find = (from, name) => {
  for (let p = from; ; ) {
    const at = `${p ? `${p}/` : ""}node_modules/${name}`;
    if (pk[at]) return at;
    if (!p) return null;
    const i = p.lastIndexOf("node_modules/");
    p = i <= 0 ? "" : p.slice(0, i - 1);
  }
};
const OS = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "aix",
  "win32",
  "windows",
];
const CPU = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];
const added = [];
const bad = [];
for (const [at, p] of Object.entries(pk)) {
  for (const [name, spec] of Object.entries(p.optionalDependencies ?? {})) {
    const have = find(at, name);
    if (have && (pk[have].version === spec || !/^\d/.test(spec))) continue;
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(spec)) {
      bad.push(`${name}@${spec} (from ${at || "root"})`);
      continue;
    }
    const words = name.replace(/^@[^/]+\//, "").split(/[-_.]/);
    const os = words.find((w) => OS.includes(w));
    const cpu =
      words.includes("64") && !words.some((w) => CPU.includes(w)) ? "x64" : words.find((w) => CPU.includes(w));
    const entry = { version: spec };
    if (cpu) entry.cpu = [cpu];
    if (at === "" ? false : p.dev) entry.dev = true;
    entry.optional = true;
    if (os) entry.os = [os === "windows" ? "win32" : os];
    if (os === "linux") entry.libc = [words.some((w) => /^musl|musleabi/.test(w)) ? "musl" : "glibc"];
    if (!os && !cpu) bad.push(`${name}@${spec}: no platform in the name`);
    const top = `node_modules/${name}`;
    const slot = pk[top] ? `${at}/node_modules/${name}` : top; // another version holds the top slot: nest under the parent
    pk[slot] = entry;
    added.push(`${name}@${spec}`);
  }
}
console.log(`${added.length} optional entries missing`, added.length ? added.join(" ") : "");
if (bad.length) console.log("not exact / no platform:", bad);
if (process.argv.includes("--check")) process.exit(added.length ? 1 : 0);
lock.packages = Object.fromEntries(Object.entries(pk).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
if (added.length) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
