/** Plain JavaScript, since it also runs before any package is installed. */
declare module "*/browser.mjs" {
  export function findBrowser(environment: NodeJS.ProcessEnv): string | null;
}
