import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { type FormEvent, useState } from "react";
import styled from "styled-components";
import { ink } from "../../paint.ts";
import { marked } from "../parts/marked.ts";
import { useAdmin } from "../reader.ts";
import { Logo } from "./logo.tsx";

const Form = styled.form`
  display: flex;
  flex-direction: column;
  gap: 20px;
  width: min(400px, calc(100% - 32px));
  margin: 18vh auto 0;
  padding: 32px;
  border: 1px solid ${ink("border.subtle")};
  border-radius: 12px;
  background: ${ink("background.raised")};
`;

const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** The account that this browser was sent to last, so that it isn't asked for twice. */
const REMEMBERED = "tierline-account";

/** `/admin` names no account: it is asked for. */
export function ChooseAccount() {
  const { words } = useAdmin();
  const [typed, setTyped] = useState(() => localStorage.getItem(REMEMBERED) ?? "");
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const subdomain = typed
      .trim()
      .toLowerCase()
      .replace(/^https:\/\//, "")
      .replace(/\.zendesk\.com.*$/, "");
    if (!SUBDOMAIN.test(subdomain)) return setWrong(true);
    localStorage.setItem(REMEMBERED, subdomain);
    location.assign(`/admin/${subdomain}`);
  };
  return (
    <main>
      <Form onSubmit={open} noValidate>
        <Logo />
        <Field>
          <Field.Label>{words.account.label}</Field.Label>
          <Field.Hint>{words.account.hint}</Field.Hint>
          <Input
            value={typed}
            autoCapitalize="off"
            spellCheck={false}
            {...marked(wrong)}
            onChange={({ target }) => setTyped(target.value)}
          />
          {wrong && <Field.Message validation="error">{words.account.wrong}</Field.Message>}
        </Field>
        <Button isPrimary type="submit">
          {words.account.open}
        </Button>
      </Form>
    </main>
  );
}
