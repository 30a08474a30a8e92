import { accessSync, constants } from "node:fs";

const WELL_KNOWN = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The Chromium that browser tests drive: the one named in `CHROMIUM_PATH`, else where Debian and Google install it.
 * Nothing is downloaded: a browser is the machine's own.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | null} the path of a program that can be run, or `null`
 */
export function findBrowser(environment) {
  const named = environment["CHROMIUM_PATH"];
  const places = named ? [named] : WELL_KNOWN;
  return places.find(canRun) ?? null;
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
