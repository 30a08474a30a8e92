import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Launch } from "../kill/tierline.ts";

/** A release as `wrangler dev` runs it: bundled as for a deploy, on workerd, with its objects' storage in `folder`. */
export const onWorkers: Launch = (root, folder, environment) => {
  const settings = Object.entries(environment).filter(([name]) => name.startsWith("TIERLINE_"));
  return spawn(
    join(root, "node_modules/.bin/wrangler"),
    [
      "dev",
      ...["--ip", "127.0.0.1", "--port", environment["TIERLINE_PORT"] ?? "", "--inspector-port", "0"],
      ...["--persist-to", folder],
      ...settings.flatMap(([name, value]) => ["--var", `${name}:${value}`]),
    ],
    {
      cwd: root,
      env: {
        ...environment,
        // Offline and silent, as `npm run dev` has it.
        CLOUDFLARE_CF_FETCH_ENABLED: "false",
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_SEND_ERROR_REPORTS: "false",
        WRANGLER_HIDE_BANNER: "true",
        WRANGLER_WRITE_LOGS: "false",
        X_LOCAL_OBSERVABILITY: "false",
        X_LOCAL_EXPLORER: "false",
        CI: "1",
      },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
};
