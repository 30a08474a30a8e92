import { Button } from "@zendeskgarden/react-buttons";
import { useSyncExternalStore } from "react";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { wallClock } from "../dates.ts";
import { useReader } from "../i18n/language.ts";
import { Announcer } from "./announcer.tsx";
import { Banner } from "./banner.tsx";
import { momentAt } from "./countdown.ts";
import { Customer } from "./customer.tsx";
import type { Feed, Snapshot } from "./feed.ts";
import { Panel } from "./layout.tsx";
import { Notices } from "./notices.tsx";
import { ClockPicture } from "./picture/clock-picture.tsx";
import { RespondBy } from "./respond-by.tsx";
import { Severity } from "./severity.tsx";
import { Failed, LeftAlone, Loading, NotSeen } from "./states.tsx";
import { TierLine } from "./tier-line.tsx";
import { useNow } from "./use-now.ts";
import { Why } from "./why.tsx";

/** What Tierline says of the ticket that is open, or of the one being written. */
export function Sidebar({ feed }: { readonly feed: Feed }) {
  const { shown, failure, change } = useSyncExternalStore(feed.subscribe, feed.snapshot);
  if (shown === null) {
    return failure === null ? <Loading /> : <Failed failure={failure} retry={feed.refresh} />;
  }
  const { answer, heardAt } = shown;
  switch (answer.state) {
    case "unknown":
      return <NotSeen words={answer.words} mend={answer.mend} retry={feed.refresh} />;
    case "left":
      return <LeftAlone title={answer.title} steps={answer.steps} />;
    case "answered":
    case "imagined":
      return (
        <Ready
          decided={answer}
          heardAt={heardAt}
          written={answer.state === "imagined" || answer.written}
          imagined={answer.state === "imagined"}
          stale={failure !== null}
          change={change}
          feed={feed}
        />
      );
    default:
      return answer satisfies never;
  }
}

interface ReadyProps {
  readonly decided: Decided;
  readonly heardAt: number;
  readonly written: boolean;
  readonly imagined: boolean;
  /** The last question had no answer: what is shown is older. */
  readonly stale: boolean;
  readonly change: Snapshot["change"];
  readonly feed: Feed;
}

function Ready({ decided, heardAt, written, imagined, stale, change, feed }: ReadyProps) {
  const { words, locale, zone } = useReader();
  const now = useNow(decided.now, heardAt);
  const moment = momentAt(decided, now);
  return (
    <Panel>
      <Banner show={stale} icon="offline">
        {words.stale(wallClock(heardAt, locale, zone))}{" "}
        <Button isLink size="small" onClick={feed.refresh}>
          {words.retry}
        </Button>
      </Banner>
      <Banner show={imagined} icon="eye">
        {words.newTicket}
      </Banner>
      <Banner show={decided.mode === "shadow" && !imagined} icon="eye">
        {words.shadow}
      </Banner>
      <Banner show={decided.mode === "canary" && !imagined && !written} icon="eye">
        {words.canary}
      </Banner>
      <TierLine decided={decided} />
      <RespondBy decided={decided} moment={moment} now={now} />
      {decided.strip !== null && decided.due !== null && <ClockPicture decided={decided} now={now} />}
      <Why title={decided.title} steps={decided.steps} customerText={decided.customerText} />
      <Notices notices={decided.notices} />
      <Severity decided={decided} change={change} choose={feed.chooseSeverity} />
      <Customer decided={decided} now={now} />
      <Announcer decided={decided} standing={moment.standing} now={now} />
    </Panel>
  );
}
