import type { EdgeStage } from "../../cli/demo/edge-stage.ts";

/** Connects the stage's account and lets it write. @throws when either is refused */
export async function live({ tierlineUrl, operatorToken, zendesk }: EdgeStage): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`${tierlineUrl}/operator/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const { identifier, secret } = zendesk.emulator.seed.client;
  const credentials = { kind: "oauth_client", clientId: identifier, clientSecret: secret };
  await post("connect", { subdomain: "acme", credentials, origin: zendesk.origin });
  await post("mode", { mode: "live" });
}
