import type { MiddlewareHandler } from "hono";
import { timingSafeEqual } from "hono/utils/buffer";

/** The token that a request shows as `Authorization: Bearer …` (RFC 6750 §2.1); `null` when it shows none of that form. */
export function bearerOf(request: Request): string | null {
  return /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

/** Lets pass who shows the operator's token, and nobody else: 401, whatever else was shown. */
export function operatorOnly(token: string): MiddlewareHandler {
  return async (context, next) => {
    const bearer = bearerOf(context.req.raw);
    if (bearer !== null && (await timingSafeEqual(bearer, token))) return next();
    return context.text("unauthorized", 401, { "www-authenticate": "Bearer" });
  };
}
