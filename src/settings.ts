import * as z from "zod";
import { err, ok, type Result } from "./core/result.ts";

const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const schema = z.object({
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
  TIERLINE_HOST: z.string().default("127.0.0.1"),
  TIERLINE_PORT: z.coerce.number("must be a port number").int().min(0).max(65_535).default(8787),
  TIERLINE_DATA_DIR: z.string().min(1).default("data"),
  TIERLINE_POLICY: z.string().min(1).default("mappings/support-policy.yaml"),
  TIERLINE_ORGANIZATIONS: z.string().min(1).default("mappings/organizations.csv"),
  TIERLINE_DEVELOPMENT: z.enum(["0", "1"], "must be 0 or 1").default("0"),
});

/** What the process is told from outside. Secrets are read here once and go nowhere but to their one user. */
export interface Settings {
  readonly secretKey: string;
  readonly operatorToken: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly policyFile: string;
  readonly organizationsFile: string;
  /** Lets an account be connected to a helpdesk on this machine's loopback address. Never in production. */
  readonly development: boolean;
}

export interface SettingsProblem {
  readonly reason: "settings";
  /** One sentence for each setting that is missing or wrong, with what to do. */
  readonly problems: readonly string[];
}

/** Parses the environment once; every problem is named, not only the first. Values are never repeated: some are secret. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Result<Settings, SettingsProblem> {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    return err({
      reason: "settings",
      problems: parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`),
    });
  }
  const values = parsed.data;
  return ok({
    secretKey: values.TIERLINE_SECRET_KEY,
    operatorToken: values.TIERLINE_OPERATOR_TOKEN,
    publicUrl: values.TIERLINE_PUBLIC_URL,
    host: values.TIERLINE_HOST,
    port: values.TIERLINE_PORT,
    dataDir: values.TIERLINE_DATA_DIR,
    policyFile: values.TIERLINE_POLICY,
    organizationsFile: values.TIERLINE_ORGANIZATIONS,
    development: values.TIERLINE_DEVELOPMENT === "1",
  });
}

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
