import { Button } from "@zendeskgarden/react-buttons";
import styled from "styled-components";
import { ink } from "../../paint.ts";
import { useApi } from "../api/use-api.ts";
import { useAdmin } from "../reader.ts";
import { useEntrance, useSessionState } from "../session/use-session.ts";

const Foot = styled.div`
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 2px;
  margin-top: auto;
  padding: 12px 10px 0;
  border-top: 1px solid ${ink("border.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  color: ${ink("foreground.subtle")};

  & strong {
    color: ${ink("foreground.default")};
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }

  @media (max-width: 860px) {
    flex-flow: row wrap;
    gap: 2px 12px;
    padding-top: 8px;
  }
`;

/** Who is signed in, to which account, and the way out. */
export function Person() {
  const { address } = useEntrance();
  const state = useSessionState();
  return (
    <Foot>
      <strong>{state.kind === "signed_in" || state.kind === "ended" ? state.name : ""}</strong>
      <span>{address.subdomain}.zendesk.com</span>
      <SignOut />
    </Foot>
  );
}

function SignOut() {
  const { words } = useAdmin();
  const { session } = useEntrance();
  const api = useApi();
  const out = async () => {
    await api.signOut().catch(() => undefined);
    session.forget();
  };
  return (
    <Button isLink size="small" onClick={() => void out()}>
      {words.signOut}
    </Button>
  );
}
