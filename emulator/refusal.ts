/** An answer that says no: a status and the JSON body that Zendesk sends with it. */
export interface Refusal {
  readonly refused: true;
  readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 429;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}

function refusal(status: Refusal["status"], body: unknown, headers: Record<string, string> = {}): Refusal {
  return { refused: true, status, body, headers };
}

export interface Detail {
  readonly description: string;
  readonly error?: string;
  readonly ticket_field_id?: number;
}

/** The body of every failed validation (zendesk.md §2.7 [3P] ZendeskApi_v2#59, zenpy#114). */
export function recordInvalid(details: Readonly<Record<string, readonly Detail[]>>): Refusal {
  return refusal(422, { error: "RecordInvalid", description: "Record validation errors", details });
}

/** zendesk.md §2.7: closed tickets cannot be updated; the body is the recorded one. */
export const closedTicket = (): Refusal =>
  recordInvalid({ status: [{ description: "Status closed prevents ticket update" }] });

/** zendesk.md §2.2 [OAS]: 409 on a stale `updated_stamp`. The wording of the body is an assumption. */
export const conflict = (): Refusal =>
  refusal(409, {
    error: "UpdateConflict",
    description:
      "Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.",
  });

/** Assumption: the body of a missing record, as clients have recorded it for years. */
export const notFound = (): Refusal => refusal(404, { error: "RecordNotFound", description: "Not found" });

/** Assumption: the body of an unknown path. */
export const noSuchEndpoint = (): Refusal => refusal(404, { error: "InvalidEndpoint", description: "Not found" });

/** Assumption: the body of a role that may not do this. */
export const forbidden = (): Refusal =>
  refusal(403, {
    error: {
      title: "Forbidden",
      message:
        "You do not have access to this page. Please contact the account owner of this help desk for further help.",
    },
  });

/** zendesk.md §2.9 [OAS]: a token with a wrong scope exists and gets 403. The wording is an assumption. */
export const missingScope = (scope: string): Refusal =>
  refusal(403, { error: "Forbidden", description: `You are missing the following required scopes: ${scope}` });

/** Zendesk takes a session's changes from its own pages alone; the body is an assumption. */
export const forgedRequest = (): Refusal =>
  refusal(403, { error: "InvalidAuthenticityToken", description: "This request is not from the workspace itself." });

/** Assumption: Basic credentials that don't match. */
export const notAuthenticated = (): Refusal => refusal(401, { error: "Couldn't authenticate you" });

/** RFC 6750's answer to a dead bearer token; the wording is an assumption. */
export const invalidToken = (): Refusal =>
  refusal(
    401,
    {
      error: "invalid_token",
      error_description: "The access token provided is expired, revoked, malformed or invalid for other reasons.",
    },
    { "www-authenticate": 'OAuth realm="Zendesk"' },
  );

/** RFC 6749 §5.2's errors of a token endpoint. */
export const oauthError = (status: 400 | 401, error: string, description: string): Refusal =>
  refusal(status, { error, error_description: description });

/** zendesk.md §5.4 [OFF community]: what an app that is not installed is told; the rest of the body is an assumption. */
export const notInstalled = (): Refusal =>
  refusal(422, { error: "failed to get installation and oauth information for app" });

/** Secure settings go to whitelisted domains only (zendesk.md §5.1); status and wording are assumptions. */
export const domainNotAllowed = (host: string): Refusal =>
  refusal(403, { error: "DomainNotAllowed", description: `${host} is not in the app's domainWhitelist` });

export const badRequest = (description: string): Refusal => refusal(400, { error: "BadRequest", description });

/** zendesk.md §2.5: 429 carries `Retry-After` in seconds. The wording of the body is an assumption. */
export const tooManyRequests = (retryAfterSeconds: number, description: string): Refusal =>
  refusal(429, { error: "APIRateLimitExceeded", description }, { "retry-after": String(retryAfterSeconds) });

/** zendesk.md §2.4: 30 jobs per account; the name `TooManyJobs` is UNCONFIRMED there. */
export const tooManyJobs = (): Refusal =>
  refusal(
    429,
    { error: "TooManyJobs", description: "Too many jobs are currently queued or running. Try again later." },
    { "retry-after": "60" },
  );

/** Assumption: an incremental export that starts less than a minute ago (zendesk.md §2.6 names the rule). */
export const startTimeTooRecent = (): Refusal =>
  refusal(422, {
    error: "StartTimeTooRecent",
    description: "Too recent start_time. Use a start_time older than 60 seconds",
  });
