import type { Hono } from "hono";
import * as z from "zod";
import { type Switches, switchPanel } from "../switch-panel.ts";
import { withBody } from "./api.ts";
import { type FaultRule, faultRule } from "./faults.ts";
import type { Person } from "./people.ts";
import { issueRefOf } from "./world.ts";

export interface Controls extends Omit<Switches<FaultRule>, "faultRule" | "withBody"> {
  readonly as: (login: string) => Person;
}

const files = z.record(z.string(), z.string().nullable());
const pushBody = z.object({
  as: z.string(),
  repository: z.string(),
  branch: z.string().optional(),
  message: z.string().optional(),
  files,
});
const pullBody = z.object({
  as: z.string(),
  repository: z.string(),
  title: z.string(),
  body: z.string().optional(),
  head: z.string(),
  base: z.string().optional(),
});
/** What people do on pages that the REST API has no endpoint for. */
const issueBody = z.object({
  as: z.string(),
  issue: z.string(),
  act: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("transfer"), repository: z.string() }),
    z.object({ kind: z.literal("delete") }),
    z.object({ kind: z.literal("convert_to_discussion") }),
  ]),
});

/** The switch panel of GitHub, with what people do there. */
export function controlRoutes({ as: actAs, ...controls }: Controls): Hono {
  const app = switchPanel({ ...controls, faultRule, withBody });
  app.post("/emulator/push", (c) =>
    withBody(c, pushBody, ({ as, repository, ...push }) => c.json({ sha: actAs(as).push(repository, push).sha }, 201)),
  );
  app.post("/emulator/pulls", (c) =>
    withBody(c, pullBody, ({ as, repository, ...draft }) =>
      c.json({ number: actAs(as).openPullRequest(repository, draft).number }, 201),
    ),
  );
  app.post("/emulator/issues", (c) =>
    withBody(c, issueBody, ({ as, issue, act }) => {
      const person = actAs(as);
      switch (act.kind) {
        case "transfer":
          return c.json({ issue: issueRefOf(person.transfer(issue, act.repository)) });
        case "delete":
          person.deleteIssue(issue);
          return c.json({});
        case "convert_to_discussion":
          person.convertToDiscussion(issue);
          return c.json({});
      }
    }),
  );
  // Acting as nobody, or on what isn't there: the caller's mistake.
  app.onError((error, c) => c.json({ message: error.message }, 422));
  return app;
}
