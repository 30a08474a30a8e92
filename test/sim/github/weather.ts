import { type MachineFault, FAULTS as SHARED } from "../weather.ts";

const machine = (fault: MachineFault): number => SHARED[fault];

/** What GitHub and the way to it do to the system, by the numbers of the fault catalogue, and how often at most. */
export const GITHUB_FAULTS = {
  "F1 secondary limit in four forms": 0.03,
  "F1 primary limit used up": 0.004,
  "F4 422 refused": 0.02,
  "F6 token revoked": 0.01,
  "F7 403": 0.001,
  "F9 5xx before the effect": 0.04,
  "F9 5xx after the effect": 0.03,
  "F9 HTML error page": 0.02,
  "F10 reset after the effect": 0.03,
  "F10 silence after the effect": 0.015,
  "F10 request arrives after we gave up": 0.01,
  "F11 reset before the effect": 0.03,
  "F11 silence before the effect": 0.01,
  "F12 answer cut off": 0.02,
  "F12 answer empty or no JSON": 0.015,
  "F13 no connection, DNS or TLS": 0.03,
  "F14 answer slow": 0.03,
  "F14 answer drips and stops": 0.015,
  "F17 webhook duplicated": 0.1,
  "F17 webhook late": 0.15,
  "F17 webhook replayed": 0.03,
  "F18 webhook lost": 0.3,
  "F18 answer to a webhook lost": 0.03,
  "F22 database call fails": machine("F22 database call fails"),
  "F23 statement of a transaction fails": machine("F23 statement of a transaction fails"),
  "F23 commit fails": machine("F23 commit fails"),
  "F26 signed nonsense": 0.01,
  "F27 parked work replayed, twice": 0.04,
  "F30 crash at a call": 0.004,
  "F30 crash between two statements": machine("F30 crash between two statements"),
  "F32 alarm late": machine("F32 alarm late"),
  "F32 alarm twice": machine("F32 alarm twice"),
  "F34 helpdesk down for minutes": 0.003,
  "forged webhook": 0.04,
  "kill switch": 0.004,
} as const;
export type GithubFault = keyof typeof GITHUB_FAULTS;
