import type { Installation } from "../records/app.ts";

/** Where a setting would end up; the words are those of a manifest's `scopes` (zendesk.md §5.1 [SRC]). */
export type Scope = "header" | "body" | "url" | "jwt_secret_key" | "jwt_claim";

/**
 * `text` with `{{setting.x}}` replaced. A secure setting is put only where its scopes let it be; elsewhere, and for a
 * name that is no setting, the placeholder stays as it is (assumption).
 */
export function fillSettings(text: string, installation: Installation, scope: Scope): string {
  return text.replace(/\{\{\s*setting\.([\w-]+)\s*\}\}/g, (placeholder, name: string) => {
    const parameter = installation.parameters.find((one) => one.name === name);
    const value = installation.settings[name];
    const allowed = parameter?.secure !== true || parameter.scopes === null || parameter.scopes.includes(scope);
    return value === undefined || !allowed ? placeholder : String(value);
  });
}

/** What an app may know of its settings in the browser: none that is secure. */
export function openSettings({ settings, parameters }: Installation): Installation["settings"] {
  const secure = new Set(parameters.filter((parameter) => parameter.secure).map(({ name }) => name));
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !secure.has(name)));
}
