/** Signs in to the emulator as somebody, with the legacy token that every person of an emulated account shares. */
export class People {
  readonly #origin: string;
  readonly #token: string;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  /**
   * One call of Zendesk's REST API as this person.
   * @throws when it is refused: in the demo nothing that a person does is
   */
  async call(email: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: {
        authorization: `Basic ${btoa(`${email}/token:${this.#token}`)}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} as ${email}: ${response.status} ${text.slice(0, 300)}`);
    return text === "" ? {} : (JSON.parse(text) as Answer);
  }
}

/** The parts of the emulator's answers that the demo reads. */
export interface Answer {
  readonly ticket?: ShownTicket;
  readonly tickets?: readonly ShownTicket[];
  readonly organization?: { readonly id: number };
  readonly user?: { readonly id: number };
  readonly users?: readonly { readonly id: number; readonly email: string | null }[];
  readonly ticket_fields?: readonly { readonly id: number; readonly title: string }[];
}

/** A ticket as the REST API shows it. */
export interface ShownTicket {
  readonly id: number;
  readonly subject: string;
  readonly status: string;
  readonly created_at: string;
  readonly priority: string | null;
  readonly due_at: string | null;
  readonly tags: readonly string[];
  readonly custom_fields: readonly { readonly id: number; readonly value: string | null }[];
}
