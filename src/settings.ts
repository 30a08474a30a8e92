import * as z from "zod";
import { err, ok, type Result } from "./core/result.ts";

const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const everywhere = {
  TIERLINE_SECRET_KEY: z
    .string({ error: "is missing: 32 random bytes in base64, e.g. from `openssl rand -base64 32`" })
    .refine(isKey, "must be 32 random bytes in base64, e.g. from `openssl rand -base64 32`"),
  TIERLINE_OPERATOR_TOKEN: z
    .string({ error: "is missing: the password of the tierline commands, e.g. from `openssl rand -hex 24`" })
    .min(24, "must have at least 24 characters, e.g. from `openssl rand -hex 24`"),
  TIERLINE_PUBLIC_URL: z
    .string({
      error: "is missing: the address at which the helpdesk reaches this server, e.g. https://sla.example.com",
    })
    .transform((text) => text.replace(/\/$/, ""))
    .refine(isPublicUrl, "must be an https address without a path (http only for 127.0.0.1, localhost and [::1])"),
  TIERLINE_DEVELOPMENT: z.enum(["0", "1"], "must be 0 or 1").default("0"),
};

const onNode = {
  TIERLINE_HOST: z.string().default("127.0.0.1"),
  TIERLINE_PORT: z.coerce.number("must be a port number").int().min(0).max(65_535).default(8787),
  TIERLINE_DATA_DIR: z.string().min(1).default("data"),
  TIERLINE_POLICY: z.string().min(1).default("mappings/support-policy.yaml"),
  TIERLINE_ORGANIZATIONS: z.string().min(1).default("mappings/organizations.csv"),
};

const sharedSchema = z.object(everywhere);
const schema = sharedSchema.extend(onNode);

/** What Tierline is told from outside, on any runtime. Secrets are read here once and go nowhere but to their one user. */
export interface SharedSettings {
  readonly secretKey: string;
  readonly operatorToken: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Lets an account be connected to a helpdesk on this machine's loopback address. Never in production. */
  readonly development: boolean;
}

/** What a process of its own has to know besides. */
export interface Settings extends SharedSettings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly policyFile: string;
  readonly organizationsFile: string;
}

export interface SettingsProblem {
  readonly reason: "settings";
  /** One sentence for each setting that is missing or wrong, with what to do. */
  readonly problems: readonly string[];
}

/** The environment as it comes: strings, and on Workers the bindings beside them. */
export type Environment = Readonly<Record<string, unknown>>;

/** What every runtime has to know; every problem is named, not only the first. Values are never repeated: some are secret. */
export function parseSharedSettings(env: Environment): Result<SharedSettings, SettingsProblem> {
  const parsed = sharedSchema.safeParse(env);
  return parsed.success ? ok(shared(parsed.data)) : err(refusal(parsed.error));
}

/** The same, and what Node has to know besides. */
export function parseSettings(env: Environment): Result<Settings, SettingsProblem> {
  const parsed = schema.safeParse(env);
  if (!parsed.success) return err(refusal(parsed.error));
  const values = parsed.data;
  return ok({
    ...shared(values),
    host: values.TIERLINE_HOST,
    port: values.TIERLINE_PORT,
    dataDir: values.TIERLINE_DATA_DIR,
    policyFile: values.TIERLINE_POLICY,
    organizationsFile: values.TIERLINE_ORGANIZATIONS,
  });
}

const shared = (values: z.infer<typeof sharedSchema>): SharedSettings => ({
  secretKey: values.TIERLINE_SECRET_KEY,
  operatorToken: values.TIERLINE_OPERATOR_TOKEN,
  publicUrl: values.TIERLINE_PUBLIC_URL,
  development: values.TIERLINE_DEVELOPMENT === "1",
});

const refusal = ({ issues }: z.ZodError): SettingsProblem => ({
  reason: "settings",
  problems: issues.map((issue) => `${issue.path.join(".")} ${issue.message}`),
});

function isKey(text: string): boolean {
  try {
    return atob(text).length === 32;
  } catch {
    return false;
  }
}

function isPublicUrl(text: string): boolean {
  if (loopback.test(text)) return true;
  const url = URL.parse(text);
  return url?.protocol === "https:" && url.origin === text.toLowerCase();
}
