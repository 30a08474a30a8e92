import type { Life } from "../life.ts";
import type { Posting } from "../living-account.ts";
import type { Stage } from "../stage.ts";
import { githubFetch } from "./api-network.ts";
import { OWNER } from "./cast.ts";
import type { GithubStage } from "./stage.ts";

/** Tierline's account of the owner on GitHub. */
export const githubPosting = (stage: Stage, github: GithubStage, life: Life): Posting => ({
  helpdesk: "github",
  name: OWNER,
  file: "github.sqlite",
  fetch: githubFetch(stage, github, life),
  sweepEvery: github.sweepEvery,
  weather: github.weather,
  random: github.random,
  looked: (issue, outcome) => stage.see({ kind: "github looked", life: life.number, issue, outcome }),
});
