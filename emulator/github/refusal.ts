/** An answer that says no, with the JSON body that GitHub sends: `message`, `documentation_url`, `status`. */
export interface Refusal {
  readonly refused: true;
  readonly status: 301 | 307 | 400 | 401 | 403 | 404 | 410 | 422 | 429;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}

const DOCS = "https://docs.github.com/rest";

function refusal(
  status: Refusal["status"],
  message: string,
  more: object = {},
  headers: Refusal["headers"] = {},
): Refusal {
  return {
    refused: true,
    status,
    body: { message, ...more, documentation_url: DOCS, status: String(status) },
    headers,
  };
}

/**
 * Also what a private repository answers to those without access:
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource
 */
export const notFound = (message = "Not Found"): Refusal => refusal(404, message);

/** https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#authenticating */
export const badCredentials = (message = "Bad credentials"): Refusal => refusal(401, message);
export const requiresAuthentication = (): Refusal => refusal(401, "Requires authentication");

/** https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
export const notAccessible = (): Refusal => refusal(403, "Resource not accessible by integration");
export const forbidden = (message: string): Refusal => refusal(403, message);

/** https://docs.github.com/repositories/archiving-a-github-repository/archiving-repositories; the wording is recorded by many. */
export const archived = (): Refusal => refusal(403, "Repository was archived so is read-only.");

export const badRequest = (message: string): Refusal => refusal(400, message);

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: "missing" | "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom";
  readonly value?: string;
  readonly message?: string;
}

/** https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
export const validationFailed = (...errors: readonly FieldError[]): Refusal =>
  refusal(422, "Validation Failed", { errors });

/** A body of the wrong form; the wording is an assumption, its status as for every validation. */
export const invalidRequest = (message: string): Refusal => refusal(422, `Invalid request.\n\n${message}`);

/** https://docs.github.com/rest/issues/issues#get-an-issue: "the API returns a 410 Gone status". */
export const issueDeleted = (): Refusal => refusal(410, "This issue was deleted");

/** https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
export const moved = (status: 301 | 307, location: string): Refusal =>
  refusal(status, status === 301 ? "Moved Permanently" : "Temporary Redirect", { url: location }, { location });

/**
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit: 403 or 429;
 * `retry-after` when the limit is a secondary one, `x-ratelimit-remaining: 0` and `x-ratelimit-reset` otherwise.
 */
export const primaryLimit = (whose: string): Refusal => refusal(403, `API rate limit exceeded for ${whose}.`);
export const secondaryLimit = (status: 403 | 429, retryAfterSeconds: number | null): Refusal =>
  refusal(
    status,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    {},
    retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) },
  );
