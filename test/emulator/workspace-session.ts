import { ORIGIN, type Rig } from "./rig.ts";

/** Somebody who is signed in to the workspace, in a browser that keeps the cookie. */
export interface Visitor {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** As a form of the workspace's own pages. */
  send(path: string, fields: Record<string, string>): Promise<Response>;
}

export async function signIn(rig: Rig, email: string): Promise<Visitor> {
  const person = [...rig.emulator.state.users.values()].find((user) => user.email === email);
  let cookie = "";
  const ask: Visitor["ask"] = async (method, path, body, headers = {}) =>
    rig.emulator.fetch(
      new Request(ORIGIN + path, {
        method,
        headers: { cookie, origin: ORIGIN, "content-type": "application/json", ...headers },
        body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
  const send: Visitor["send"] = (path, fields) =>
    ask("POST", path, new URLSearchParams(fields).toString(), { "content-type": "application/x-www-form-urlencoded" });
  const answer = await send("/agent/sign_in", { user_id: String(person?.id), return_to: "/agent/dashboard" });
  cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { ask, send };
}
