import { type Context, Hono } from "hono";
import * as z from "zod";
import { answerRefusal, readBody } from "../api.ts";
import type { AppLocation, Installation } from "../records/app.ts";
import { badRequest, isRefusal, notFound, type Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { readPackage } from "./app-package.ts";
import { openSettings } from "./placeholders.ts";

const LOCATIONS: readonly AppLocation[] = ["ticket_sidebar", "new_ticket_sidebar", "nav_bar"];

const settingValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const newApp = z.object({
  name: z.string().min(1),
  version: z.string().default("1.0.0"),
  locations: z.record(z.string(), z.object({ url: z.string() })),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        secure: z.boolean().default(false),
        scopes: z.array(z.string()).nullable().default(null),
      }),
    )
    .default([]),
  settings: settingValues.default({}),
  domainWhitelist: z.array(z.string()).default([]),
  icon: z.string().nullable().default(null),
});
export type NewApp = z.infer<typeof newApp>;

/**
 * `/emulator/apps`: installs an app without Zendesk's upload, job and installation. JSON, or a form with the packed app
 * as `file` and its `settings` as JSON.
 */
export function installationRoutes(world: World): Hono {
  const app = new Hono();
  app.get("/emulator/apps", (c) => c.json({ apps: [...world.state.installations.values()].map(presentInstallation) }));
  app.post("/emulator/apps", async (c) => {
    const isUpload = c.req.header("content-type")?.startsWith("multipart/form-data") ?? false;
    const given = isUpload ? await readUpload(c) : await readBody(c, newApp);
    const installed = isRefusal(given) ? given : install(world, given);
    return isRefusal(installed) ? answerRefusal(c, installed) : c.json({ app: presentInstallation(installed) }, 201);
  });
  app.delete("/emulator/apps/:id{\\d+}", (c) =>
    world.state.installations.delete(Number(c.req.param("id"))) ? c.body(null, 204) : answerRefusal(c, notFound()),
  );
  return app;
}

/** What may be shown of an installation: its settings but for the secure ones. */
export function presentInstallation(installation: Installation): object {
  const { id, appId, name, version, locations, icon } = installation;
  return { id, appId, name, version, locations, settings: openSettings(installation), hasIcon: icon !== null };
}

function install(world: World, given: NewApp): Installation | Refusal {
  for (const [name, { url }] of Object.entries(given.locations)) {
    if (!isLocation(name)) return badRequest(`locations.${name}: the emulator has ${LOCATIONS.join(", ")}`);
    if (!isRemote(url)) {
      return badRequest(
        `locations.${name}.url: an https: or loopback address; assets of a package are not served here`,
      );
    }
  }
  const installation = { ...given, id: world.state.ids.next(), appId: world.state.ids.next() };
  world.state.installations.set(installation.id, installation);
  return installation;
}

/** zendesk.md §5.1: "`url` must be `https://...`, host `localhost`, or relative"; other loopback names are let in. */
function isRemote(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

const isLocation = (name: string): name is AppLocation => LOCATIONS.some((known) => known === name);

async function readUpload(c: Context): Promise<NewApp | Refusal> {
  const { file, settings } = await c.req.parseBody();
  if (!(file instanceof File)) return badRequest("file: the packed app is missing");
  const values = settingValues.safeParse(parseJson(typeof settings === "string" ? settings : "{}"));
  if (!values.success) return badRequest("settings: an object of texts, numbers and booleans, as JSON");
  return readPackage(new Uint8Array(await file.arrayBuffer()), values.data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
