import type { Host, HostAnswer, HostCall } from "../../app/host.ts";

/** Zendesk, as far as the sidebar's sources see it: a form, its events, and answers that the test gives. */
export class HostDouble implements Host {
  readonly values = new Map<string, unknown>();
  readonly calls: HostCall[] = [];
  reply: (call: HostCall) => HostAnswer = () => ({ status: 0, body: null });
  readonly #listeners = new Map<string, Set<(value: unknown) => void>>();

  async get(paths: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    return new Map(paths.flatMap((path) => (this.values.has(path) ? [[path, this.values.get(path)]] : [])));
  }

  async set(path: string, value: unknown): Promise<void> {
    this.values.set(path, value);
  }

  on(event: string, heard: (value: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(heard));
    return () => void listeners.delete(heard);
  }

  async request(call: HostCall): Promise<HostAnswer> {
    this.calls.push(call);
    return this.reply(call);
  }

  resize(): void {}

  happens(event: string): void {
    for (const heard of this.#listeners.get(event) ?? []) heard(undefined);
  }

  listening(event: string): boolean {
    return (this.#listeners.get(event)?.size ?? 0) > 0;
  }
}
