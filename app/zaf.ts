import sdk, { type SdkClient } from "zendesk_app_framework_sdk";
import * as z from "zod";
import type { Host, HostAnswer, HostCall } from "./host.ts";

const TIMEOUT_MS = 15_000;
/** Enough for a slow proxy, and little enough that a leaked token is soon worthless. */
const TOKEN_SECONDS = 60;

/** @returns `null` when the page was opened by itself, outside Zendesk */
export function connectToHost(): { readonly host: Host; readonly location: Promise<HostLocation> } | null {
  const client = sdk.init();
  if (client === false) return null;
  return { host: hostOf(client), location: client.context().then((context) => locationShape.parse(context)) };
}

const locationShape = z.object({
  location: z.string(),
  ticketId: z.union([z.string(), z.number()]).nullish(),
});

export type HostLocation = z.infer<typeof locationShape>;

function hostOf(client: SdkClient): Host {
  return {
    async get(paths) {
      const values = z.record(z.string(), z.unknown()).parse(await client.get(paths));
      return new Map(paths.flatMap((path) => (values[path] === undefined ? [] : [[path, values[path]]])));
    },
    async set(path, value) {
      await client.set(path, value);
    },
    on(event, heard) {
      client.on(event, heard);
      return () => client.off(event, heard);
    },
    async request(call) {
      const answered = client.request(optionsOf(call)).then(
        (body): HostAnswer => ({ status: 200, body }),
        (failure: unknown): HostAnswer => failureShape.parse(failure),
      );
      let timer: ReturnType<typeof setTimeout> | undefined;
      const silence = new Promise<HostAnswer>((resolve) => {
        timer = setTimeout(() => resolve({ status: 0, body: null }), TIMEOUT_MS);
      });
      const first = await Promise.race([answered, silence]);
      clearTimeout(timer);
      return first;
    },
    resize(height) {
      void client.invoke("resize", { width: "100%", height: `${Math.ceil(height)}px` }).catch(() => undefined);
    },
  };
}

/** Zendesk rejects with what jQuery calls a jqXHR. */
const failureShape = z
  .object({ status: z.number().catch(0), responseJSON: z.unknown(), responseText: z.string().nullish().catch(null) })
  .transform(({ status, responseJSON, responseText }) => ({ status, body: responseJSON ?? readJson(responseText) }))
  .catch({ status: 0, body: null });

function readJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function optionsOf({ url, type, body, signedAs }: HostCall): object {
  return {
    url,
    type,
    dataType: "json",
    autoRetry: false,
    timeout: TIMEOUT_MS,
    ...(body === undefined ? {} : { contentType: "application/json", data: JSON.stringify(body) }),
    ...(signedAs === undefined
      ? {}
      : {
          secure: true,
          cors: false,
          headers: { Authorization: "Bearer {{jwt.token}}" },
          jwt: {
            algorithm: "HS256",
            secret_key: "{{setting.app_secret}}",
            expiry: TOKEN_SECONDS,
            claims: { iss: signedAs.issuer, aud: signedAs.audience },
          },
        }),
  };
}
