import type { Hono } from "hono";
import * as z from "zod";
import { withBody } from "./api.ts";
import { type FaultRule, faultRule } from "./faults.ts";
import { type Switches, switchPanel } from "./switch-panel.ts";

const metricSetsBody = z.object({ metricSets: z.enum(["embedded", "listed"]) });

export interface Controls extends Omit<Switches<FaultRule>, "faultRule" | "withBody"> {
  /** See ticket-view.ts. */
  readonly setMetricSets: (place: "embedded" | "listed") => void;
}

/** The switch panel of a Zendesk account. */
export function controlRoutes({ setMetricSets, ...controls }: Controls): Hono {
  const app = switchPanel({ ...controls, faultRule, withBody });
  app.put("/emulator/settings", (c) =>
    withBody(c, metricSetsBody, (body) => {
      setMetricSets(body.metricSets);
      return c.json(body);
    }),
  );
  return app;
}
