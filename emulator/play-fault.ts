import type { ApiFault } from "./faults.ts";
import { type PlayFault, playWireFault } from "./wire-faults.ts";
import type { World } from "./world.ts";

/** Plays a fault on one call. @throws what {@link playWireFault} throws */
export const playFault =
  (world: World): PlayFault<ApiFault> =>
  async (fault, request, answer) => {
    switch (fault.kind) {
      case "status":
        return Response.json(fault.body ?? bodyOf(fault.status), { status: fault.status, headers: headersOf(fault) });
      case "html":
        return new Response("<!DOCTYPE html><html><head><title>Please wait</title></head><body>Sorry.</body></html>", {
          status: fault.status,
          headers: { ...headersOf(fault), "content-type": "text/html; charset=UTF-8" },
        });
      case "job":
        world.jobFaults.push(fault);
        return answer(request).finally(() => world.jobFaults.splice(0));
      case "ignored":
        return answer(await without(request, fault.properties)).then((response) => warn(response, fault.properties));
      default:
        return playWireFault(world.delay, fault, request, answer);
    }
  };

function headersOf(fault: { retryAfter?: string | undefined }): Record<string, string> {
  return fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
}

/** Bodies as refusal.ts has them; assumptions, like there. */
function bodyOf(status: number): object {
  switch (status) {
    case 401:
      return { error: "Couldn't authenticate you" };
    case 403:
      return { error: "Forbidden", description: "You do not have access to this page." };
    case 404:
      return { error: "RecordNotFound", description: "Not found" };
    case 409:
      return { error: "UpdateConflict", description: "Safe Update prevented the update due to outdated ticket data." };
    case 422:
      return { error: "RecordInvalid", description: "Record validation errors", details: {} };
    case 429:
      return { error: "APIRateLimitExceeded", description: "Number of allowed API requests per minute exceeded" };
    default:
      return { error: "InternalError", description: "An unexpected error occurred" };
  }
}

async function without(request: Request, properties: readonly string[]): Promise<Request> {
  const text = await request.text();
  const drop = (key: string, value: unknown) => (properties.includes(key) ? undefined : value);
  const body = text === "" ? null : JSON.stringify(JSON.parse(text, drop));
  return new Request(request.url, { method: request.method, headers: request.headers, body });
}

function warn(response: Response, properties: readonly string[]): Response {
  const headers = new Headers(response.headers);
  headers.set("X-Zendesk-API-Warn", `Removed restricted keys ${JSON.stringify(properties)} from parameters`);
  return new Response(response.body, { status: response.status, headers });
}
