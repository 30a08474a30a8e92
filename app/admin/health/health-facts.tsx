import { Alert } from "@zendeskgarden/react-notifications";
import type { Health } from "../../../src/api/health.ts";
import { useReader } from "../../i18n/language.ts";
import { lengthWords } from "../../sidebar/length.ts";
import { Stat, Stats, type Tone } from "../parts/stat.tsx";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

/** The figures that tell whether work flows. */
export function HealthFacts({ health }: { readonly health: Health }) {
  const { words, locale } = useAdmin();
  const moment = useMoment();
  const count = (n: number): string => n.toLocaleString(locale);
  const ago = useAgo(health.now);
  const { lastEventAt, sweep, rate, credentials, webhook, pause } = health;
  const facts = words.health;
  return (
    <>
      {pause !== null && (
        <Alert type="warning">
          <Alert.Title>{facts.paused(moment(pause.until))}</Alert.Title>
          <span lang="en">{pause.detail}</span>
        </Alert>
      )}
      <Stats>
        <Stat
          name={facts.mode}
          note={facts.modeWords[health.mode]}
          tone={health.mode === "live" ? "success" : "warning"}
        >
          {facts.modes[health.mode]}
        </Stat>
        <Stat name={facts.lastEvent} note={lastEventAt === null ? undefined : moment(lastEventAt)}>
          {lastEventAt === null ? facts.never : ago(lastEventAt)}
        </Stat>
        <Stat
          name={facts.waiting}
          tone={(health.oldestWaitingMs ?? 0) > 300_000 ? "warning" : "neutral"}
          note={facts.openTickets(count(health.openTickets))}
        >
          {count(health.waiting)}
        </Stat>
        <Stat
          name={facts.parked}
          tone={health.parkedCount > 0 ? "danger" : "success"}
          note={facts.parkedNote(health.parkedCount)}
        >
          {count(health.parkedCount)}
        </Stat>
        <Stat name={facts.webhook} tone={WEBHOOK[webhook.state]} note={webhook.faults.join(" ") || undefined}>
          {facts.webhookStates[webhook.state]}
        </Stat>
        <Stat
          name={facts.sweep}
          tone={sweep?.trouble == null ? "neutral" : "warning"}
          note={sweep === null ? undefined : (sweep.trouble ?? facts.missed(sweep.missedLastDay))}
        >
          {sweep?.endedAt == null ? facts.never : ago(sweep.endedAt)}
        </Stat>
        <Stat
          name={facts.rate}
          tone={rate !== null && rate.remaining < rate.limit / 5 ? "warning" : "neutral"}
          note={rate === null ? undefined : facts.rateNote(count(rate.limit))}
        >
          {rate === null ? facts.unknown : count(rate.remaining)}
        </Stat>
        <Stat
          name={facts.credentials}
          tone={credentials?.warning == null ? "neutral" : "warning"}
          note={credentials?.warning ?? (credentials === null ? undefined : facts.credentialKinds[credentials.kind])}
        >
          {credentials?.endsAt == null ? facts.noEnd : moment(credentials.endsAt)}
        </Stat>
      </Stats>
    </>
  );
}

const WEBHOOK: Readonly<Record<Health["webhook"]["state"], Tone>> = {
  delivering: "success",
  silent: "warning",
  unknown: "neutral",
};

/** `4 min ago`, by the server's clock. */
function useAgo(now: string): (at: string) => string {
  const { words: sidebar } = useReader();
  const { words } = useAdmin();
  return (at) =>
    words.health.ago(lengthWords(Math.max(0, Date.parse(now) - Date.parse(at)), sidebar.units, { days: true }));
}
