import { Button } from "@zendeskgarden/react-buttons";
import styled from "styled-components";
import type { StrangerShown } from "../../../src/api/unmapped.ts";
import { Icon } from "../../icons.tsx";
import { ink } from "../../paint.ts";
import { Spoken } from "../../sidebar/layout.tsx";
import { Quiet } from "../parts/page.tsx";
import type { Tone } from "../parts/stat.tsx";
import { Tag } from "../parts/tag.tsx";
import { useMayEdit } from "../policy/owner-banner.tsx";
import { useTierTitle } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

const Item = styled.li`
  display: grid;
  grid-template-columns: minmax(0, 4fr) minmax(0, 5fr) minmax(0, 4fr);
  align-items: center;
  gap: 12px 24px;
  padding: 16px 20px;
  border: 1px solid ${ink("border.subtle")};
  border-radius: 8px;
  background: ${ink("background.raised")};

  & strong {
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }

  @media (max-width: 900px) {
    grid-template-columns: minmax(0, 1fr);
  }
`;

const Facts = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 2px 14px;
`;

const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  justify-content: flex-end;
`;

const SURE: Readonly<Record<"high" | "medium" | "low", Tone>> = { high: "success", medium: "warning", low: "neutral" };

interface StrangerCardProps {
  readonly stranger: StrangerShown;
  readonly busy: boolean;
  /** Proposes that it belongs to this row. */
  readonly mapTo: (row: string) => void;
  /** Another row than the guessed one, or a new one. */
  readonly choose: () => void;
}

export function StrangerCard({ stranger, busy, mapTo, choose }: StrangerCardProps) {
  const { words } = useAdmin();
  const moment = useMoment();
  const mayEdit = useMayEdit();
  const { tickets, earliestDue, guess, domain, organizationId } = stranger;
  return (
    <Item>
      <div>
        <strong>{strangerName(stranger)}</strong>
        <Facts>
          <Quiet>{words.unmapped.tickets(tickets)}</Quiet>
          {earliestDue !== null && <Quiet>{words.unmapped.earliest(moment(earliestDue))}</Quiet>}
          {domain !== null && stranger.name !== null && <Quiet>{domain}</Quiet>}
          {organizationId !== null && <Quiet>{words.unmapped.organizationId(organizationId)}</Quiet>}
        </Facts>
      </div>
      {guess === null ? <Quiet>{words.unmapped.noGuess}</Quiet> : <Guess guess={guess} />}
      {mayEdit && (
        <Buttons>
          {guess !== null && (
            <Button size="small" isPrimary disabled={busy} onClick={() => mapTo(guess.organization.id)}>
              {words.unmapped.mapTo(guess.organization.name)}
            </Button>
          )}
          <Button size="small" disabled={busy} onClick={choose}>
            {guess === null ? words.unmapped.choose : words.unmapped.other}
            <Spoken> {words.unmapped.otherFor(strangerName(stranger))}</Spoken>
          </Button>
        </Buttons>
      )}
    </Item>
  );
}

export const strangerName = ({ name, domain, id }: StrangerShown): string => name ?? domain ?? id;

function Guess({ guess }: { readonly guess: NonNullable<StrangerShown["guess"]> }) {
  const { words } = useAdmin();
  const tierTitle = useTierTitle();
  return (
    <div>
      <Facts>
        <span>
          <Icon name="arrow" width="12" height="12" /> <strong>{guess.organization.name}</strong>
        </span>
        <span>{tierTitle(guess.organization.tier)}</span>
        <Tag tone={SURE[guess.sure]}>{words.unmapped.sure[guess.sure]}</Tag>
      </Facts>
      <Quiet lang="en">{guess.words}</Quiet>
    </div>
  );
}
