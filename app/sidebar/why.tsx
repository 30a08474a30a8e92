import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import styled from "styled-components";
import { useReader } from "../i18n/language.ts";
import { Icon } from "../icons.tsx";
import { ink } from "../paint.ts";
import { copyText } from "./copy-text.ts";
import { Heading, Quiet, Section, Spoken } from "./layout.tsx";

const Toggle = styled(Button)`
  align-self: flex-start;

  & svg {
    transition: transform 0.15s ease-in-out;
  }
  &[aria-expanded="true"] svg {
    transform: rotate(180deg);
  }
`;

const Steps = styled.ol`
  display: flex;
  flex-direction: column;
  gap: 8px;
  counter-reset: step;
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};

  & > li {
    display: grid;
    grid-template-columns: 20px 1fr;
    gap: 8px;
    counter-increment: step;
  }
  & > li::before {
    content: counter(step);
    display: grid;
    place-items: center;
    width: 20px;
    height: 20px;
    border-radius: 50%;
    background: ${ink("background.subtle")};
    color: ${ink("foreground.subtle")};
    font-size: 11px;
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
    font-variant-numeric: tabular-nums;
  }
`;

const Letter = styled.blockquote`
  margin: 0;
  padding: 10px 12px;
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${ink("background.recessed")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};
  white-space: pre-line;
`;

/** The steps cite the contract, and are in its language, whatever the agent's is. */
const CONTRACT_LANGUAGE = "en";

interface WhyProps {
  readonly title: string;
  readonly steps: readonly string[];
  readonly customerText: string | null;
}

/** The steps that lead to the due date, as a person can follow them, and the same for the customer. */
export function Why({ title, steps, customerText }: WhyProps) {
  const { words, language } = useReader();
  const [open, setOpen] = useState(false);
  return (
    <Section>
      <Toggle size="small" isLink aria-expanded={open} aria-controls="why" onClick={() => setOpen(!open)}>
        {open ? words.hideWhy : words.why}
        <Button.EndIcon>
          <Icon name="chevron" />
        </Button.EndIcon>
      </Toggle>
      <div id="why" hidden={!open}>
        {open && (
          <Section as="div" lang={CONTRACT_LANGUAGE}>
            {language !== CONTRACT_LANGUAGE && <Quiet lang={language}>{words.contractLanguage}</Quiet>}
            <Heading as="h3">{title}</Heading>
            <Steps>
              {steps.map((step) => (
                <li key={step}>
                  <span>{step}</span>
                </li>
              ))}
            </Steps>
            {customerText !== null && <ForCustomer text={customerText} />}
          </Section>
        )}
      </div>
    </Section>
  );
}

function ForCustomer({ text }: { readonly text: string }) {
  const { words, language } = useReader();
  const [outcome, setOutcome] = useState<"none" | "copied" | "failed">("none");
  const copy = async () => setOutcome((await copyText(text)) ? "copied" : "failed");
  return (
    <>
      <Heading as="h3" lang={language}>
        {words.customerWords}
      </Heading>
      <Letter>{text}</Letter>
      <div lang={language}>
        <Button size="small" onClick={() => void copy()}>
          <Button.StartIcon>
            <Icon name={outcome === "copied" ? "done" : "copy"} />
          </Button.StartIcon>
          {outcome === "copied" ? words.copied : words.copy}
        </Button>
        {outcome === "failed" && <p>{words.copyFailed}</p>}
        <Spoken role="status">{outcome === "copied" ? words.copied : ""}</Spoken>
      </div>
    </>
  );
}
