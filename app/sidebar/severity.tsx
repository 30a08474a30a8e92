import { Button } from "@zendeskgarden/react-buttons";
import { useEffect, useRef, useState } from "react";
import styled from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { useReader } from "../i18n/language.ts";
import { Icon } from "../icons.tsx";
import { ink } from "../paint.ts";
import type { SeverityChange, SeverityLevel } from "./feed.ts";
import { Ends, Heading, Quiet, Section, WithIcon } from "./layout.tsx";
import { SeverityPicker } from "./severity-picker.tsx";

const Level = styled.p`
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

const Problem = styled.p`
  color: ${ink("foreground.danger")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
`;

interface SeverityProps {
  readonly decided: Decided;
  readonly change: SeverityChange;
  readonly choose: (level: SeverityLevel) => void;
}

/** How severe the request is, in the contract's words, who said so, and the way to change it. */
export function Severity({ decided, change, choose }: SeverityProps) {
  const { words } = useReader();
  const [picking, setPicking] = useState(false);
  const button = useReturningFocus(picking);
  const { severity, severityFieldId } = decided;
  return (
    <Section aria-labelledby="severity">
      <Ends>
        <Heading id="severity">{words.severity}</Heading>
        {severityFieldId !== null && !picking && (
          <Button ref={button} size="small" isLink onClick={() => setPicking(true)} aria-label={words.changeSeverity}>
            {words.change}
          </Button>
        )}
      </Ends>
      {picking ? (
        <SeverityPicker
          decided={decided}
          choose={(level) => {
            setPicking(false);
            choose(level);
          }}
          cancel={() => setPicking(false)}
        />
      ) : (
        <div>
          <Level>{words.severityLevel(severity.level, severity.title)}</Level>
          <Quiet lang="en">{severity.definition}</Quiet>
          <Quiet lang="en" style={{ marginTop: 4 }}>
            <WithIcon>
              {severity.byHand && <Icon name="hand" width="14" height="14" />}
              {severity.from.words}
            </WithIcon>
          </Quiet>
        </div>
      )}
      <Change change={change} />
    </Section>
  );
}

/** Gives the focus back to what opened the picker, once that is closed. */
function useReturningFocus(open: boolean) {
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) opener.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return opener;
}

function Change({ change }: { readonly change: SeverityChange }) {
  const { words } = useReader();
  switch (change.kind) {
    case "none":
      return null;
    case "sending":
      return <Quiet>{words.sending(change.level)}</Quiet>;
    case "following":
      return <Quiet>{words.following(change.level)}</Quiet>;
    case "late":
      return <Quiet>{words.lateChange(change.level)}</Quiet>;
    case "refused":
      return (
        <Problem>
          {words.refused(change.level)} {change.failure.said?.detail ?? words.refusedMend}
        </Problem>
      );
    default:
      return change satisfies never;
  }
}
