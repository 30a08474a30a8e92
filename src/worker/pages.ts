import type { Assets } from "cloudflare:workers";
import type { Pages } from "../../handlers/app-page.ts";

/** The static assets that were deployed with the Worker. Cloudflare packs what it sends by itself. */
export function assetPages(assets: Assets): Pages {
  return {
    async get(path) {
      const { status, body, headers } = await assets.fetch(`https://assets.invalid/${path}`);
      if (status === 200 && body !== null) return { body, etag: headers.get("etag") ?? '""', encoding: null };
      await body?.cancel();
      return null;
    },
  };
}
