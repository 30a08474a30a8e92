import { createHash } from "node:crypto";
import type { Life } from "./life.ts";
import type { LivingAccount } from "./living-account.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Stage } from "./stage.ts";
import type { Weather } from "./weather.ts";

const MAIL_FAULTS = [
  "F17 webhook duplicated",
  "F17 webhook late",
  "F17 webhook replayed",
  "F18 webhook lost",
  "F18 answer to a webhook lost",
] as const;
type MailFault = (typeof MAIL_FAULTS)[number];

/** What a webhook is, as whoever sends it knows. */
export type Claim = "genuine" | "stale" | "forged" | "nonsense";

const MOST_LATENCY_MS = 1500;

/** Between a helpdesk and Tierline. */
interface Round<Letter> {
  readonly scheduler: Scheduler;
  readonly weather: Pick<Weather<MailFault>, "pick" | "effective">;
  readonly random: () => number;
  /** `null` where nobody answers. */
  readonly deliver: (letter: Letter, fault: MailFault | null) => Promise<Response | null> | null;
  /** The same letter, sent by the helpdesk now. */
  readonly again: () => Letter;
  /** The same letter, kept by somebody and sent after a while. */
  readonly replay: (early: boolean) => { readonly wait: number; readonly letter: Letter };
}

/** Carries one webhook: it comes late, in another order, several times, or never. */
export async function carryLetter<Letter>(round: Round<Letter>, letter: Letter): Promise<Response> {
  const { scheduler, weather, random, deliver, again } = round;
  const latency = () => MOST_LATENCY_MS * random() ** 3;
  const fault = weather.pick(MAIL_FAULTS);
  switch (fault) {
    case "F18 webhook lost":
      weather.effective(fault);
      throw new TypeError("fetch failed");
    case "F17 webhook late": {
      const wait = 1000 * 7200 ** random();
      scheduler.after(wait, () => deliver(again(), fault));
      return new Response("taken over");
    }
    case "F17 webhook duplicated":
      for (let copies = 1 + Math.floor(4 * random()); copies > 0; copies--) {
        scheduler.after(60_000 * random(), () => deliver(again(), fault));
      }
      break;
    case "F17 webhook replayed": {
      const replayed = round.replay(random() < 0.4);
      scheduler.after(replayed.wait, () => deliver(replayed.letter, fault));
      break;
    }
    case "F18 answer to a webhook lost":
    case null:
      break;
  }
  const answer = await new Promise<Response | null>((resolve) => {
    scheduler.after(latency(), async () => resolve(await deliver(letter, null)));
  });
  if (fault === "F18 answer to a webhook lost") {
    weather.effective(fault);
    throw new TypeError("fetch failed");
  }
  if (answer === null) throw new TypeError("fetch failed");
  return answer;
}

interface Incoming {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly claim: Claim;
  readonly ticket: number | string | null;
  readonly own: boolean;
}

interface Taken {
  readonly answer: Response;
  readonly digest: string;
  readonly said: string | null;
}

/** Hands a webhook to the process, and looks what it makes of it; `null` when the process is gone before it is through. */
export async function takeIn(
  stage: Stage,
  life: Life,
  { sql, address, said }: LivingAccount,
  { body, headers, claim, ticket, own }: Incoming,
): Promise<Taken | null> {
  const digest = createHash("sha256").update(body).digest("hex");
  const isStored = () => sql.first("SELECT 1 FROM arrival WHERE digest = ?", digest) !== null;
  const before = isStored();
  const answer = await life.answer(new Request(address, { method: "POST", headers, body }));
  if (life !== stage.life) return null;
  const stored = isStored();
  const word = said.get(digest) ?? null;
  said.delete(digest);
  const { status } = answer;
  stage.see({
    ...({ kind: "received", life: life.number, digest: digest.slice(0, 12) } as const),
    ...{ claim, ticket, own, status, said: word, before, stored },
  });
  return { answer, digest, said: word };
}
