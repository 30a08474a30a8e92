import styled from "styled-components";
import type { Examination } from "../../../src/api/health.ts";
import { ink } from "../../paint.ts";
import { Card, Quiet, Stack } from "../parts/page.tsx";
import type { Tone } from "../parts/stat.tsx";
import { Tag } from "../parts/tag.tsx";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;

  & li {
    display: grid;
    grid-template-columns: 96px 1fr;
    gap: 12px;
  }
`;

const InOrder = styled.details`
  & > summary {
    color: ${ink("foreground.subtle")};
    cursor: pointer;
  }
  & > ul {
    margin-top: 12px;
  }
`;

type Finding = Examination["findings"][number];
const TONES: Readonly<Record<Finding["level"], Tone>> = { ok: "success", warning: "warning", problem: "danger" };

/** What was found when the helpdesk was asked: what is wrong first, what is in order folded away. */
export function Findings({ examination: { at, findings } }: { readonly examination: Examination }) {
  const { words } = useAdmin();
  const moment = useMoment();
  const of = (level: Finding["level"]) => findings.filter((finding) => finding.level === level);
  const wrong = [...of("problem"), ...of("warning")];
  return (
    <Card>
      <h2>
        {words.health.examined} <Quiet>{moment(at)}</Quiet>
      </h2>
      <Stack>
        {wrong.length > 0 && <FindingList findings={wrong} />}
        <InOrder>
          <summary>{words.health.inOrder(of("ok").length)}</summary>
          <FindingList findings={of("ok")} />
        </InOrder>
      </Stack>
    </Card>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { words } = useAdmin();
  return (
    <List>
      {findings.map(({ level, what, mend }) => (
        <li key={what}>
          <div>
            <Tag tone={TONES[level]}>{words.health.levels[level]}</Tag>
          </div>
          <div lang="en">
            {what}
            {mend !== "" && (
              <>
                <br />
                <Quiet>{mend}</Quiet>
              </>
            )}
          </div>
        </li>
      ))}
    </List>
  );
}
