import { describe, expect, test } from "vitest";
import * as z from "zod";
import { ADA, createRig, makeTicket, ORIGIN, readAnswer } from "./rig.ts";
import { signIn } from "./workspace-session.ts";

const ticketOf = (id: number) => `/api/v2/tickets/${id}.json`;

describe("a session", () => {
  test("acts for who signed in, with the rights of that person", async () => {
    const rig = createRig();
    const ada = await signIn(rig, ADA);
    expect(await (await ada.ask("GET", "/api/v2/users/me.json")).json()).toMatchObject({
      user: { email: ADA, role: "agent" },
    });
    expect((await ada.ask("POST", "/api/v2/groups.json", { group: { name: "Second line" } })).status).toBe(403);
    const mara = await signIn(rig, "mara@acme.test");
    expect((await mara.ask("POST", "/api/v2/groups.json", { group: { name: "Second line" } })).status).toBe(201);
  });

  test("is over once signed out", async () => {
    const ada = await signIn(createRig(), ADA);
    await ada.send("/agent/sign_out", {});
    expect((await ada.ask("GET", "/agent/session")).status).toBe(401);
  });

  test("changes nothing for a page of another origin", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const ada = await signIn(rig, ADA);
    const foreign = await ada.ask("PUT", ticketOf(id), { ticket: { priority: "low" } }, { origin: "http://evil.test" });
    expect([foreign.status, rig.emulator.state.tickets.get(id)?.facts.priority]).toEqual([403, null]);
    expect((await ada.ask("PUT", ticketOf(id), { ticket: { priority: "low" } })).status).toBe(200);
  });

  test("is no API client: neither counted, limited nor disturbed, and its changes come from the web", async () => {
    const rig = createRig({ rateLimits: { account: 1 } });
    const id = await makeTicket(rig);
    await rig.call("POST", "/emulator/faults", { fault: { kind: "status", status: 503 } });
    const before = { ...rig.emulator.counts };
    const ada = await signIn(rig, ADA);
    for (let edit = 0; edit < 3; edit++) {
      expect((await ada.ask("PUT", ticketOf(id), { ticket: { subject: `Edit ${edit}` } })).status).toBe(200);
    }
    expect(rig.emulator.counts).toEqual(before);
    expect(rig.emulator.state.tickets.get(id)?.audits.at(-1)?.via.channel).toBe("web");
  });

  test.each(["/", "/agent", "/agent/"])("is not needed to be led on from %s to the views", async (path) => {
    const answer = await createRig().emulator.fetch(new Request(ORIGIN + path));
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/agent/dashboard"]);
  });

  test("is asked for by every page of the workspace, which is gone back to", async () => {
    const rig = createRig();
    const answer = await rig.emulator.fetch(new Request(`${ORIGIN}/agent/tickets/5`));
    expect([answer.status, answer.headers.get("location")]).toEqual([
      302,
      "/agent/sign_in?return_to=%2Fagent%2Ftickets%2F5",
    ]);
    const ada = await signIn(rig, ADA);
    const person = [...rig.emulator.state.users.values()].find(({ email }) => email === ADA);
    const back = (return_to: string) => ada.send("/agent/sign_in", { user_id: String(person?.id), return_to });
    expect((await back("/agent/tickets/5")).headers.get("location")).toBe("/agent/tickets/5");
    expect((await back("//evil.test")).headers.get("location")).toBe("/agent/dashboard");
  });
});

test("open pages are told which ticket has changed, whoever changed it", async () => {
  const rig = createRig();
  const id = await makeTicket(rig);
  const ada = await signIn(rig, ADA);
  const live = (await ada.ask("GET", "/agent/live")).body?.getReader() ?? expect.fail("no stream");
  const decoder = new TextDecoder();
  const next = async () => decoder.decode((await live.read()).value);
  expect(await next()).toContain("event: ready");
  await rig.call("PUT", ticketOf(id), { ticket: { priority: "urgent", tags: ["a"] } });
  expect(await next()).toContain(`data: {"id":${id}}`);
  await live.cancel();
});

describe("an app", () => {
  const app = {
    name: "Fixture",
    locations: { ticket_sidebar: { url: "https://app.test/sidebar" } },
    settings: { app_secret: "kept", greeting: "hello" },
    parameters: [{ name: "app_secret", secure: true, scopes: ["jwt_secret_key"] }, { name: "greeting" }],
  };

  test("is shown with its settings, but for the secure ones", async () => {
    const rig = createRig();
    expect((await rig.call("POST", "/emulator/apps", app)).status).toBe(201);
    const ada = await signIn(rig, ADA);
    const session = await readAnswer(await ada.ask("GET", "/agent/session"));
    expect(session.json["installations"]).toMatchObject([{ name: "Fixture", settings: { greeting: "hello" } }]);
    expect(session.text).not.toContain("kept");
    expect((await rig.call("GET", "/emulator/apps")).text).not.toContain("kept");
  });

  test.each([
    ["an unknown place", { background: { url: "https://app.test/" } }, "locations.background"],
    ["a page of the package", { nav_bar: { url: "assets/iframe.html" } }, "locations.nav_bar.url"],
    ["plain http off this machine", { nav_bar: { url: "http://app.test/" } }, "locations.nav_bar.url"],
  ])("with %s is refused", async (_name, locations, where) => {
    const answer = await createRig().call("POST", "/emulator/apps", { ...app, locations });
    expect([answer.status, answer.json["description"]]).toEqual([400, expect.stringContaining(where)]);
  });

  test("can be taken away again", async () => {
    const rig = createRig();
    const { app: installed } = (await rig.call("POST", "/emulator/apps", app)).json;
    const { id } = z.object({ id: z.number() }).parse(installed);
    expect((await rig.call("DELETE", `/emulator/apps/${id}`)).status).toBe(204);
    expect((await rig.call("GET", "/emulator/apps")).json).toEqual({ apps: [] });
  });
});
