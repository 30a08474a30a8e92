import { Fragment } from "react";
import styled from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { dateIn, daysBetween, plainDate } from "../dates.ts";
import { type Reader, useReader } from "../i18n/language.ts";
import { Icon } from "../icons.tsx";
import { ink } from "../paint.ts";
import { Facts, Heading, Section, WithIcon } from "./layout.tsx";

const Missing = styled.span`
  color: ${ink("foreground.subtle")};
`;

const Attention = styled(WithIcon)`
  color: ${ink("foreground.warning")};
`;

/** A contract that ends within this many days is worth a word. */
const ENDING_DAYS = 60;

/** Who the customer is to us: contract, onboarding, SDK, and the people on both sides. */
export function Customer({ decided, now }: { readonly decided: Decided; readonly now: number }) {
  const reader = useReader();
  const { words } = reader;
  const { contract, people, channels, route } = decided;
  return (
    <Section aria-labelledby="customer">
      <Heading id="customer">{words.customer}</Heading>
      <Facts>
        {contract !== null && <ContractFacts contract={contract} today={dateIn(now, decided.zone)} reader={reader} />}
        <dt>{words.csm}</dt>
        <dd>
          <Manager manager={people.csm} />
        </dd>
        <dt>{words.tam}</dt>
        <dd>
          <Manager manager={people.tam} />
        </dd>
        <dt>{words.namedContacts}</dt>
        <dd>
          <NamedContacts people={people} />
        </dd>
        <dt>{words.channels}</dt>
        <dd>{channels.map((channel) => words.channel[channel]).join(", ")}</dd>
        <dt>{words.hours}</dt>
        <dd lang="en">
          {decided.hours} ({decided.zone})
        </dd>
        <dt>{words.route}</dt>
        <dd>{words.routes[route]}</dd>
      </Facts>
    </Section>
  );
}

interface ContractFactsProps {
  readonly contract: NonNullable<Decided["contract"]>;
  readonly today: string;
  readonly reader: Reader;
}

function ContractFacts({ contract, today, reader }: ContractFactsProps) {
  const { words } = reader;
  const { organization, end, onboarding, sdk } = contract;
  const days = end === null ? null : daysBetween(today, end);
  return (
    <>
      <dt>{words.organization}</dt>
      <dd>{organization}</dd>
      <dt>{words.contract}</dt>
      <dd>
        {periodWords(contract, reader)}
        {days !== null && days <= ENDING_DAYS && (
          <>
            <br />
            <Attention>
              <Icon name="warning" width="14" height="14" />
              {days < 0 ? words.ended : words.endsIn(days)}
            </Attention>
          </>
        )}
      </dd>
      <dt>{words.onboarding}</dt>
      <dd>
        {onboarding === "pending" ? (
          <Attention>
            <Icon name="warning" width="14" height="14" />
            {words.onboardingState.pending}
          </Attention>
        ) : (
          words.onboardingState[onboarding]
        )}
      </dd>
      <dt>{words.sdk}</dt>
      <dd>
        {sdk ? (
          words.sdkIncluded
        ) : (
          <Attention>
            <Icon name="warning" width="14" height="14" />
            {words.sdkMissing}
          </Attention>
        )}
      </dd>
    </>
  );
}

function periodWords({ start, end }: ContractFactsProps["contract"], { words, locale }: Reader): string {
  if (start !== null && end !== null) return words.contractFrom(plainDate(start, locale), plainDate(end, locale));
  if (start !== null) return words.contractSince(plainDate(start, locale));
  return end === null ? words.contractOpen : words.contractUntil(plainDate(end, locale));
}

function NamedContacts({ people: { namedContacts, namedContactsAllowed } }: Pick<Decided, "people">) {
  const { words } = useReader();
  return (
    <>
      {namedContactsAllowed === 0 ? (
        <Missing>{words.notInTier}</Missing>
      ) : (
        words.contactsOf(namedContacts.length, namedContactsAllowed)
      )}
      {namedContacts.map((email) => (
        <Fragment key={email}>
          <br />
          {email}
        </Fragment>
      ))}
    </>
  );
}

function Manager({ manager: { name, inclusion } }: { readonly manager: Decided["people"]["csm"] }) {
  const { words } = useReader();
  if (name !== null) return name;
  const why = { included: words.notAssigned, optional: words.optional, not_included: words.notInTier };
  return <Missing>{why[inclusion]}</Missing>;
}
