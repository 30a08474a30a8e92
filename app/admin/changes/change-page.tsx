import type { ReactNode } from "react";
import styled from "styled-components";
import type { ChangeDetail } from "../../../src/api/changes.ts";
import { ink } from "../../paint.ts";
import { Answer } from "../parts/answer.tsx";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Cluster, PageHead, Quiet, Stack } from "../parts/page.tsx";
import { OwnerBanner } from "../policy/owner-banner.tsx";
import { useAdmin } from "../reader.ts";
import { hrefOf } from "../route.ts";
import { useMoment } from "../use-moment.ts";
import { AlteredPolicy } from "./altered-policy.tsx";
import { AlteredRows } from "./altered-rows.tsx";
import { AlteredTickets } from "./altered-tickets.tsx";
import { ChangeActions } from "./change-actions.tsx";
import { ChangeCounts, ChangeOutlook } from "./change-outlook.tsx";
import { StateTag } from "./state-tag.tsx";
import { changeTitle } from "./title.ts";
import { useChange } from "./use-change.ts";

/** One change: what it would do before it happens, how far it is, and the way back. */
export function ChangePage({ id }: { readonly id: string }) {
  const { words } = useAdmin();
  const { query, act, undo } = useChange(id);
  return (
    <>
      <Back href={hrefOf("changes")}>{words.changes.all}</Back>
      <Answer query={query}>
        {(change) => (
          <>
            <PageHead
              title={changeTitle(change, words)}
              words={
                <Cluster>
                  <StateTag change={change} />
                  <Who change={change} />
                </Cluster>
              }
            >
              <ChangeActions
                change={change}
                busy={act.isPending || undo.isPending}
                act={(step) => act.mutate(step)}
                undo={() => undo.mutate()}
              />
            </PageHead>
            <OwnerBanner />
            <Stack $gap={20}>
              <Thrown error={act.error ?? undo.error} />
              <ChangeOutlook change={change} />
              <ChangeCounts change={change} />
              {change.policy.length > 0 && (
                <Part title={words.changes.policy} more={null}>
                  <AlteredPolicy differences={change.policy} />
                </Part>
              )}
              {change.organizations.length > 0 && (
                <Part
                  title={words.changes.rows}
                  more={moreWords(words.changes.moreThan, change.organizations.length, change.counts.rows)}
                >
                  <AlteredRows rows={change.organizations} />
                </Part>
              )}
              <Part
                title={words.changes.tickets}
                more={moreWords(words.changes.moreThan, change.tickets.length, change.counts.differ)}
              >
                {change.tickets.length === 0 ? (
                  <Empty icon="done" title={words.changes.noTickets}>
                    {words.changes.noTicketsWords}
                  </Empty>
                ) : (
                  <AlteredTickets tickets={change.tickets} />
                )}
              </Part>
            </Stack>
          </>
        )}
      </Answer>
    </>
  );
}

const moreWords = (words: (shown: number, all: number) => string, shown: number, all: number): string | null =>
  shown < all ? words(shown, all) : null;

interface PartProps {
  readonly title: string;
  readonly more: string | null;
  readonly children: ReactNode;
}

const Back = styled.a`
  display: inline-block;
  margin-bottom: 8px;
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  text-decoration: none;

  &:hover {
    text-decoration: underline;
  }
`;

const PartTitle = styled.h2`
  margin-bottom: 8px;
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

function Part({ title, more, children }: PartProps) {
  return (
    <section>
      <PartTitle>{title}</PartTitle>
      {children}
      {more !== null && <Quiet>{more}</Quiet>}
    </section>
  );
}

function Who({ change }: { readonly change: ChangeDetail }) {
  const { words } = useAdmin();
  const moment = useMoment();
  const { note, proposedBy, proposedAt, appliedAt } = change;
  const said =
    appliedAt === null
      ? words.changes.proposedBy(proposedBy.name, moment(proposedAt))
      : words.changes.appliedBy(proposedBy.name, moment(appliedAt));
  return <Quiet>{[said, note].filter(Boolean).join(" · ")}</Quiet>;
}
