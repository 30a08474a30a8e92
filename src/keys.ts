import { type AppSecrets, createAppSecrets } from "./app-secret.ts";
import { type BearerTokens, createBearerTokens } from "./bearer-tokens.ts";
import { createDeskIds, type DeskIds } from "./desk-id.ts";
import { createSecretBox, type SecretBox } from "./http/secret-box.ts";

/** All that is derived from the master key: how accounts are named, secrets kept, and people and programs known. */
export interface Keys {
  readonly deskIds: DeskIds;
  readonly secretBox: SecretBox;
  readonly appSecrets: AppSecrets;
  readonly tokens: BearerTokens;
}

/** @throws when it is no master key: the settings have checked that it is one */
export async function deriveKeys(masterKey: string): Promise<Keys> {
  const [deskIds, secretBox, appSecrets, tokens] = await Promise.all([
    createDeskIds(masterKey),
    createSecretBox(masterKey),
    createAppSecrets(masterKey),
    createBearerTokens(masterKey),
  ]);
  if (!secretBox.ok) throw new Error(secretBox.failure.message);
  return { deskIds, secretBox: secretBox.value, appSecrets, tokens };
}
