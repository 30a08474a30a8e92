import { expect, test } from "vitest";
import { manifestOf, NEEDED_EVENTS, neededPermissions } from "../../src/github/manifest.ts";

const WISHES = {
  name: "Tierline for an organization with a long name",
  homepage: "https://tierline.example",
  webhookEndpoint: "https://tierline.example/webhooks/github/desk",
  redirectUrl: "https://tierline.example/github/registered",
  setupUrl: "https://tierline.example/github/installed",
  withProject: false,
};

test("an App is registered with the smallest set of permissions, and nobody else may install it", () => {
  const manifest = manifestOf(WISHES);
  expect(manifest.default_permissions).toEqual({
    issues: "write",
    metadata: "read",
    contents: "read",
    pull_requests: "read",
    checks: "write",
  });
  expect(manifest.default_events).toEqual(["issues", "issue_comment", "label", "repository", "push", "pull_request"]);
  expect(manifest).toMatchObject({ public: false, hook_attributes: { url: WISHES.webhookEndpoint, active: true } });
  expect(manifest.name.length).toBeLessThanOrEqual(34);
});

test("projects are asked for only where the policy names one", () => {
  expect(manifestOf({ ...WISHES, withProject: true }).default_permissions).toHaveProperty(
    "organization_projects",
    "write",
  );
});

test("every permission and every event says why", () => {
  for (const { why } of neededPermissions(true)) expect(why).toMatch(/^to /);
  for (const why of NEEDED_EVENTS.values()) expect(why).not.toBe("");
});
