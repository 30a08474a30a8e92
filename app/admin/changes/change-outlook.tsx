import { Progress } from "@zendeskgarden/react-loaders";
import { Alert } from "@zendeskgarden/react-notifications";
import styled from "styled-components";
import type { ChangeDetail } from "../../../src/api/changes.ts";
import { Card, Quiet } from "../parts/page.tsx";
import { Stat, Stats } from "../parts/stat.tsx";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

const Bar = styled(Card)`
  display: flex;
  flex-direction: column;
  gap: 8px;
`;

/** Whether it can be applied, and how far it is. */
export function ChangeOutlook({ change }: { readonly change: ChangeDetail }) {
  const { words } = useAdmin();
  const moment = useMoment();
  const { outdated, progress, undoUntil, state } = change;
  if (state === "proposed" && outdated !== null) {
    return (
      <Alert type="warning">
        <Alert.Title>{words.changes.outdated}</Alert.Title>
        {words.changes.outdatedWords}
      </Alert>
    );
  }
  if (state === "proposed") {
    return (
      <Alert type="info">
        <Alert.Title>{words.changes.notYet}</Alert.Title>
        {words.changes.notYetWords}
      </Alert>
    );
  }
  if (progress === null || progress.total === 0) return null;
  const done = Math.round((progress.done / progress.total) * 100);
  return (
    <Bar aria-label={words.changes.progress}>
      <div role="status">{words.changes.done(progress.done, progress.total)}</div>
      <Progress value={done} aria-label={words.changes.progress} />
      {undoUntil !== null && <Quiet>{words.changes.undoUntil(moment(undoUntil))}</Quiet>}
    </Bar>
  );
}

/** In figures: how many tickets and rows, and how many turn late. */
export function ChangeCounts({ change: { counts, state } }: { readonly change: ChangeDetail }) {
  const { words, locale } = useAdmin();
  const count = (n: number): string => n.toLocaleString(locale);
  return (
    <Stats>
      <Stat name={words.changes.differ} note={words.changes.ofOpen(count(counts.open))}>
        {count(counts.differ)}
      </Stat>
      <Stat
        name={words.changes.turnLate}
        tone={counts.turnLate > 0 ? "danger" : "neutral"}
        note={counts.turnLate > 0 ? words.changes.turnLateWords : words.changes.noneTurnLate}
      >
        {count(counts.turnLate)}
      </Stat>
      <Stat name={words.changes.rowsAltered} note={words.changes.rowsNote[state]}>
        {count(counts.rows)}
      </Stat>
    </Stats>
  );
}
