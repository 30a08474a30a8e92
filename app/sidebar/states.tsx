import { Button } from "@zendeskgarden/react-buttons";
import { Skeleton } from "@zendeskgarden/react-loaders";
import type { ReactNode } from "react";
import styled from "styled-components";
import { useReader } from "../i18n/language.ts";
import { Icon, type IconName } from "../icons.tsx";
import { ink } from "../paint.ts";
import type { Failure } from "./agent-api.ts";
import { Panel, Quiet, Section, Spoken } from "./layout.tsx";

/** Where the parts will stand, while the first answer is on its way. */
export function Loading() {
  const { words } = useReader();
  return (
    <Panel aria-busy="true">
      <Spoken role="status">{words.loading}</Spoken>
      {[
        ["30%", "60%", "45%"],
        ["25%", "100%", "100%", "100%"],
        ["35%", "90%"],
      ].map((widths) => (
        <Section key={widths.join()} aria-hidden="true">
          {widths.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
            <Skeleton key={index} width={width} height={index === 1 ? "24px" : "14px"} />
          ))}
        </Section>
      ))}
    </Panel>
  );
}

const Centre = styled.div`
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 8px;
  padding: 32px 8px;
  text-align: center;

  & > svg {
    width: 28px;
    height: 28px;
    stroke-width: 1.2;
    color: ${ink("foreground.subtle")};
  }
  & h1 {
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }
`;

interface MessageProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ReactNode;
}

/** The whole panel says one thing. */
function Message({ icon, title, children }: MessageProps) {
  return (
    <Panel>
      <Centre>
        <Icon name={icon} />
        <h1>{title}</h1>
        {children}
      </Centre>
    </Panel>
  );
}

const ICONS: Readonly<Record<Failure["kind"], IconName>> = {
  offline: "offline",
  not_permitted: "lock",
  not_connected: "none",
  busy: "soon",
  broken: "warning",
};

interface FailedProps {
  readonly failure: Failure;
  readonly retry: () => void;
}

/** There is no answer, and none before it: why, and what to do. */
export function Failed({ failure: { kind, said }, retry }: FailedProps) {
  const { words } = useReader();
  return (
    <Message icon={ICONS[kind]} title={words.failure[kind].title}>
      <div role="status">
        <Quiet>{words.failure[kind].words}</Quiet>
        {said !== null && <Quiet lang="en">{[said.detail, said.mend].filter(Boolean).join(" ")}</Quiet>}
      </div>
      <Button size="small" onClick={retry}>
        {words.retry}
      </Button>
    </Message>
  );
}

interface NotSeenProps {
  readonly words: string;
  readonly mend: string;
  readonly retry: () => void;
}

/** The ticket is older than the connection, or its first webhook is on its way. */
export function NotSeen({ words: said, mend, retry }: NotSeenProps) {
  const { words } = useReader();
  return (
    <Message icon="eye" title={words.unknownTitle}>
      <div role="status" lang="en">
        <Quiet>{said}</Quiet>
        <Quiet>{mend}</Quiet>
      </div>
      <Button size="small" onClick={retry}>
        {words.retry}
      </Button>
    </Message>
  );
}

/** Closed, or merged into another ticket: nothing is written any more. */
export function LeftAlone({ title, steps }: { readonly title: string; readonly steps: readonly string[] }) {
  const { words } = useReader();
  return (
    <Message icon="done" title={words.leftAlone}>
      <div lang="en">
        <Quiet>{title}</Quiet>
        {steps.map((step) => (
          <Quiet key={step}>{step}</Quiet>
        ))}
      </div>
    </Message>
  );
}

/** Opened by itself, outside Zendesk: there is no ticket to speak of. */
export function Outside() {
  const { words } = useReader();
  return (
    <Message icon="info" title={words.outside.title}>
      <Quiet>{words.outside.words}</Quiet>
    </Message>
  );
}
