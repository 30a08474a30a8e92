import type * as z from "zod";
import { readSetting, type SettingKey, writeSetting } from "../desk/settings.ts";
import type { SourceDeps } from "./source.ts";

/** A connection while it rests: in one setting, sealed. */
export class SealedConnection<Connection> {
  readonly #deps: SourceDeps;
  readonly #setting: SettingKey;
  readonly #schema: z.ZodType<Connection>;

  constructor(deps: SourceDeps, setting: SettingKey, schema: z.ZodType<Connection>) {
    this.#deps = deps;
    this.#setting = setting;
    this.#schema = schema;
  }

  /** `null` when none is stored. @throws when it was sealed with another key */
  async read(): Promise<Connection | null> {
    const { sql, secretBox } = this.#deps;
    const sealed = readSetting(sql, this.#setting);
    if (sealed === null) return null;
    const text = await secretBox.open(sealed, this.#context());
    if (text === null) {
      throw new Error("the stored connection can't be decrypted: TIERLINE_SECRET_KEY is not the one it was made with");
    }
    return this.#schema.parse(JSON.parse(text));
  }

  /** For {@link store}, which may then be part of a transaction. */
  async seal(connection: Connection | null): Promise<string | null> {
    return connection === null ? null : this.#deps.secretBox.seal(JSON.stringify(connection), this.#context());
  }

  store(sealed: string | null): void {
    writeSetting(this.#deps.sql, this.#setting, sealed);
  }

  #context(): string {
    return `connection of ${this.#deps.id}`;
  }
}
