/** What the app asks of the page that frames it, over Zendesk's own SDK. Values that come back are foreign: parse them. */
export interface Host {
  /** Reads several values of the ticket form or the agent; what the host doesn't know is left out. */
  get(paths: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** Fills in the open form; the agent still has to submit it. */
  set(path: string, value: unknown): Promise<void>;
  /** @returns what ends the listening */
  on(event: string, heard: (value: unknown) => void): () => void;
  /** A call to the helpdesk in the agent's own session, or elsewhere through Zendesk's proxy. */
  request(call: HostCall): Promise<HostAnswer>;
  /** The height the frame should have, in CSS pixels. */
  resize(height: number): void;
}

export interface HostCall {
  readonly url: string;
  readonly type: "GET" | "POST" | "PUT";
  readonly body?: object;
  /** Signs the call with the installation's secret, which the browser never sees. */
  readonly signedAs?: { readonly issuer: string; readonly audience: string };
}

/** `status` is 0 where nobody answered. */
export interface HostAnswer {
  readonly status: number;
  readonly body: unknown;
}
