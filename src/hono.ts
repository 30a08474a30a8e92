import { HonoBase } from "hono/hono-base";
import { TrieRouter } from "hono/router/trie-router";

/**
 * Hono with one of its routers. The usual preset carries two and chooses between them, which is 2.5 kB of the Worker; the
 * smallest one also takes `/webhooks/…/` for `/webhooks/…`.
 */
export class Hono extends HonoBase {
  constructor() {
    super({ router: new TrieRouter() });
  }
}
