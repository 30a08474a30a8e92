import { Button } from "@zendeskgarden/react-buttons";
import { Field, Fieldset, Radio } from "@zendeskgarden/react-forms";
import { useState } from "react";
import styled from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { useReader } from "../i18n/language.ts";
import type { SeverityLevel } from "./feed.ts";

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

interface SeverityPickerProps {
  readonly decided: Decided;
  readonly choose: (level: SeverityLevel) => void;
  readonly cancel: () => void;
}

/** Each severity in the contract's words, with what is promised at it. */
export function SeverityPicker({ decided, choose, cancel }: SeverityPickerProps) {
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
                  {words.firstResponse}: <span lang="en">{choice.promise}</span>
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
