import * as z from "zod";
import { type TicketAnswer, ticketAnswer, type WhatIfAnswer, whatIfAnswer } from "../../src/api/ticket-answer.ts";
import type { WhatIfRequest } from "../../src/api/what-if.ts";
import type { Host, HostAnswer } from "../host.ts";
import type { PageAddress } from "../page-address.ts";

/** Why there is no answer. `said` is the server's own word on it, if it had one. */
export interface Failure {
  readonly kind: "offline" | "not_permitted" | "not_connected" | "busy" | "broken";
  readonly said: { readonly detail: string; readonly mend: string | null } | null;
}

export type Asked<Value> =
  | { readonly kind: "ok"; readonly value: Value }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What an agent may ask of Tierline. */
export interface AgentApi {
  answer(ticketId: string): Promise<Asked<TicketAnswer>>;
  whatIf(request: WhatIfRequest): Promise<Asked<WhatIfAnswer>>;
}

export function createAgentApi(host: Host, { origin, subdomain }: PageAddress): AgentApi {
  const base = `${origin}/api/zendesk/${subdomain}`;
  const signedAs = { issuer: `https://${subdomain}.zendesk.com`, audience: origin };
  return {
    async answer(ticketId) {
      return read(
        await host.request({ type: "GET", url: `${base}/tickets/${ticketId}/answer`, signedAs }),
        ticketAnswer,
      );
    },
    async whatIf(request) {
      return read(await host.request({ type: "POST", url: `${base}/what-if`, body: request, signedAs }), whatIfAnswer);
    },
  };
}

/** Problem details (RFC 9457), with what can be done about it. */
const problemShape = z.object({ detail: z.string(), mend: z.string().nullish() });

/** A failure that the helpdesk or Tierline answered with. */
export function failureOf({ status, body }: HostAnswer): Failure {
  const problem = problemShape.safeParse(body);
  const said = problem.success ? { detail: problem.data.detail, mend: problem.data.mend ?? null } : null;
  return { kind: kindOf(status), said };
}

function kindOf(status: number): Failure["kind"] {
  switch (status) {
    case 0:
      return "offline";
    case 401:
    case 403:
    // Zendesk's proxy, where the app's secret setting is missing.
    case 422:
      return "not_permitted";
    case 404:
      return "not_connected";
    case 429:
    case 503:
      return "busy";
    default:
      return "broken";
  }
}

function read<Value>(answer: HostAnswer, schema: z.ZodType<Value>): Asked<Value> {
  if (answer.status !== 200) return { kind: "failed", failure: failureOf(answer) };
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return { kind: "ok", value: parsed.data };
  return { kind: "failed", failure: { kind: "broken", said: null } };
}
