import { Button } from "@zendeskgarden/react-buttons";
import { Field, Fieldset, Radio } from "@zendeskgarden/react-forms";
import { useEffect, useRef, useState } from "react";
import styled from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { useReader } from "../i18n/language.ts";
import { Icon } from "../icons.tsx";
import { ink } from "../paint.ts";
import type { SeverityChange, SeverityLevel } from "./feed.ts";
import { Heading, Quiet, Section, WithIcon } from "./layout.tsx";

const Top = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 8px;
`;

const Level = styled.p`
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

const Choices = styled.div`
  display: flex;
  flex-direction: column;
  gap: 12px;
  margin: 8px 0 12px;
`;

const Definition = styled(Field.Hint)`
  && {
    font-size: ${({ theme }) => theme.fontSizes.sm};
    line-height: ${({ theme }) => theme.lineHeights.sm};
  }
`;

const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
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
      <Top>
        <Heading id="severity">{words.severity}</Heading>
        {severityFieldId !== null && !picking && (
          <Button ref={button} size="small" isLink onClick={() => setPicking(true)} aria-label={words.changeSeverity}>
            {words.change}
          </Button>
        )}
      </Top>
      {picking ? (
        <Picker
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

interface PickerProps {
  readonly decided: Decided;
  readonly choose: (level: SeverityLevel) => void;
  readonly cancel: () => void;
}

function Picker({ decided, choose, cancel }: PickerProps) {
  const { words } = useReader();
  const [picked, setPicked] = useState<SeverityLevel>(decided.severity.level);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        choose(picked);
      }}
      onKeyDown={(event) => event.key === "Escape" && cancel()}
    >
      <Fieldset isCompact>
        <Fieldset.Legend>{words.chooseSeverity}</Fieldset.Legend>
        <Choices>
          {decided.severities.map((choice) => (
            <Field key={choice.level}>
              <Radio
                name="severity"
                value={choice.level}
                checked={picked === choice.level}
                onChange={() => setPicked(choice.level)}
                autoFocus={choice.level === decided.severity.level}
              >
                <Field.Label>
                  {words.severityLevel(choice.level, choice.title)}
                  {choice.level === decided.severity.level && ` (${words.current})`}
                </Field.Label>
                <Definition>
                  <span lang="en">{choice.definition}</span>
                  <br />
                  {words.promised(choice.promise)}
                </Definition>
              </Radio>
            </Field>
          ))}
        </Choices>
      </Fieldset>
      <Buttons>
        <Button type="submit" size="small" isPrimary disabled={picked === decided.severity.level}>
          {words.setSeverity(picked)}
        </Button>
        <Button type="button" size="small" isBasic onClick={cancel}>
          {words.cancel}
        </Button>
      </Buttons>
    </form>
  );
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
