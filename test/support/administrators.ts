import * as z from "zod";
import { readDocument, readPolicy } from "../../cli/policy-files.ts";
import { changeDetail } from "../../src/api/changes.ts";
import { aContract, GROWTH } from "./given.ts";
import { ask } from "./visitors.ts";
import { OPERATOR_TOKEN, openWorld, type World, type WorldOptions } from "./world.ts";

const [policy, document] = await Promise.all([readPolicy({}), readDocument({})]);
if (!policy.ok || document === null) throw new Error("the shipped policy can't be read");

/** The shipped policy, which can be edited; Acme has bought Enterprise, Bolt has bought Growth. */
export const EDITABLE = {
  policy: policy.value,
  document,
  contracts: [
    aContract({ organizationId: null, externalId: "crm-1", name: "Acme", domains: [] }),
    aContract({ organizationId: null, externalId: "crm-2", name: "Bolt", domains: [], tier: GROWTH }),
  ],
  mappingVersion: "m1",
};

type Detail = z.infer<typeof changeDetail>;

/** An administrator's requests, as a program makes them. */
export class Administrator {
  readonly world: World;
  readonly #token: string;
  readonly #subdomain: string;

  constructor(world: World, token: string, subdomain = "acme") {
    this.world = world;
    this.#token = token;
    this.#subdomain = subdomain;
  }

  asks(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    const sent = { subdomain: this.#subdomain, headers, ...(body === undefined ? {} : { body }) };
    return ask(this.world, this.#token, method, path, sent);
  }

  /** What is answered when all is well. @throws with the answer when it isn't */
  async gets<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.asks(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return schema.parse(answer.json);
  }

  takesOver(): Promise<unknown> {
    return this.gets(z.object({ owner: z.literal("admin") }), "POST", "/owner", { owner: "admin" });
  }

  proposes(change: object): Promise<Detail> {
    return this.gets(changeDetail, "POST", "/changes", change);
  }

  applies({ id }: Pick<Detail, "id">): Promise<Detail> {
    return this.gets(changeDetail, "POST", `/changes/${id}/apply`);
  }

  undoes({ id }: Pick<Detail, "id">): Promise<Detail> {
    return this.gets(changeDetail, "POST", `/changes/${id}/undo`);
  }

  sees({ id }: Pick<Detail, "id">): Promise<Detail> {
    return this.gets(changeDetail, "GET", `/changes/${id}`);
  }

  /** The row's number and its ETag. */
  async finds(name: string): Promise<{ readonly id: string; readonly etag: string }> {
    const page = z.object({ organizations: z.array(z.object({ id: z.string(), etag: z.string(), name: z.string() })) });
    const { organizations } = await this.gets(page, "GET", `/organizations?search=${encodeURIComponent(name)}`);
    const [row] = organizations;
    if (row === undefined) throw new Error(`no row of ${name}`);
    return row;
  }
}

/** A world on the shipped policy, whose operator has taken over from the files. */
export async function administered(options: WorldOptions = {}) {
  const world = await openWorld({ terms: EDITABLE, ...options });
  const admin = new Administrator(world, OPERATOR_TOKEN);
  await admin.takesOver();
  return { world, admin, zendesk: world.zendesk() };
}

/** The place of a promise in the policy's document. */
export const promisePath = (tier: string, severity: number): readonly string[] => [
  ...["policy", "support_levels", tier, "initial_response_time", `severity_${severity}`],
];
