import type { Via } from "./records/ticket.ts";

/** REST's words for where a ticket or change came from: `api`, `web`, `email`, … (zendesk.md §2.8). */
export function viaChannel(channel: string): Via {
  return { channel, source: { from: {}, to: {}, rel: null } };
}

/**
 * Webhook events name the same origins differently: what REST calls `api` is `web_service` there
 * (zendesk.md §1.3 [3P enumeration], incomplete). Channels without a known second name are sent as they are.
 */
export function eventChannel(channel: string): string {
  switch (channel) {
    case "api":
      return "web_service";
    case "web":
      return "web_form";
    case "email":
      return "mail";
    default:
      return channel;
  }
}
