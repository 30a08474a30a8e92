import { expect, test } from "vitest";
import { etag, unlessMatching } from "../../../handlers/api/if-match.ts";

test.each([
  [null, 428],
  ['"7"', null],
  ['"6", "7"', null],
  ['"6"', 412],
  ["7", 412],
  ['W/"7"', 412],
  ["*", 412],
])("If-Match: %s on version 7 is answered %s", async (header, status) => {
  const request = new Request("https://x.example", { headers: header === null ? {} : { "if-match": header } });
  const answer = unlessMatching(request, 7);
  expect(answer?.status ?? null).toBe(status);
  if (status === 412) expect(answer?.headers.get("etag")).toBe(etag(7));
});
