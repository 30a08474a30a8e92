export interface Webhook {
  readonly id: string;
  name: string;
  description: string | null;
  status: "active" | "inactive";
  endpoint: string;
  http_method: string;
  request_format: string;
  subscriptions: readonly string[];
  authentication: object | null;
  custom_headers: Record<string, string>;
  secret: string;
  readonly created_at: string;
  readonly created_by: string;
  updated_at: string;
  updated_by: string;
}

export type InvocationStatus =
  | "accepted"
  | "success"
  | "failed"
  | "timeout"
  | "circuit broken"
  | "throttled"
  | "client error"
  | "server error";

export interface Attempt {
  readonly id: string;
  readonly invocation_id: string;
  readonly status: InvocationStatus;
  readonly status_code: string;
  readonly occurred_at: string;
  readonly request: { readonly endpoint: string; readonly body: string };
}

export interface Invocation {
  readonly id: string;
  readonly webhookId: string;
  readonly eventType: string;
  readonly attempts: Attempt[];
  status: InvocationStatus;
  readonly startedAt: number;
  completedAt: number | null;
}
