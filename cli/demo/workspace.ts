import { appSecret } from "../operator-api.ts";
import type { Stage } from "./stage.ts";

/** The OAuth client by which administrators sign in to Tierline's own pages. */
export const ADMIN_CLIENT = "tierline-admin";

/** Registers {@link ADMIN_CLIENT} in the account, as an administrator of it would before `tierline connect`. */
export async function registerAdminClient({ people, zendesk, tierlineUrl }: Stage): Promise<void> {
  await people.call(zendesk.emulator.seed.admin.email, "POST", "/api/v2/oauth/clients.json", {
    client: {
      name: "Tierline",
      identifier: ADMIN_CLIENT,
      kind: "public",
      redirect_uri: [`${tierlineUrl}/auth/zendesk/callback`],
    },
  });
}

/**
 * Installs the Zendesk app in the account's workspace, with the secret that the server gives for it.
 * @returns what to open
 * @throws when one of the demo's own servers refuses
 */
export async function openWorkspace(stage: Stage, subdomain: string): Promise<readonly string[]> {
  const { zendesk, tierlineUrl, operatorToken } = stage;
  const page = (name: string) => ({ url: `${tierlineUrl}/app/zendesk/${subdomain}/${name}` });
  const built = (await fetch(page("sidebar").url)).ok;
  const { secret } = appSecret.parse(
    await post(`${tierlineUrl}/operator/app/secret`, { subdomain }, { authorization: `Bearer ${operatorToken}` }),
  );
  await post(`${zendesk.origin}/emulator/apps`, {
    name: "Tierline",
    locations: { ticket_sidebar: page("sidebar"), new_ticket_sidebar: page("sidebar"), nav_bar: page("admin") },
    parameters: [{ name: "app_secret", secure: true, scopes: ["jwt_secret_key"] }],
    settings: { app_secret: secret },
    domainWhitelist: [new URL(tierlineUrl).hostname],
  });
  const { agents, admins } = zendesk.emulator.seed;
  return [
    `Open ${zendesk.origin}/agent/`,
    `  The account's agent workspace, with Tierline in it: sign in as ${agents[0]?.name} to work on tickets, as ${admins[0]?.name}`,
    "  to own the terms.",
    ...(built ? [] : ["  The app itself is not built: `npm run app:build`, then start again."]),
  ];
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
