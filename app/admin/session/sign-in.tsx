import { Button } from "@zendeskgarden/react-buttons";
import styled from "styled-components";
import { Icon } from "../../icons.tsx";
import { ink } from "../../paint.ts";
import type { Failure } from "../api/failure.ts";
import { FailureWords } from "../parts/failure.tsx";
import { useAdmin } from "../reader.ts";
import { Logo } from "../shell/logo.tsx";
import { useEntrance } from "./use-session.ts";
import { useSignIn } from "./use-sign-in.ts";

const Stage = styled.main`
  display: grid;
  place-items: center;
  min-height: 100vh;
  padding: 24px;
  background: ${ink("background.subtle")};
`;

const Card = styled.div`
  display: flex;
  flex-direction: column;
  gap: 20px;
  width: min(420px, 100%);
  padding: 36px 32px 32px;
  border: 1px solid ${ink("border.subtle")};
  border-radius: 12px;
  background: ${ink("background.raised")};
  box-shadow: ${({ theme }) => theme.shadows.lg("8px", "24px", "rgba(10, 20, 30, 0.08)")};

  & h1 {
    font-size: ${({ theme }) => theme.fontSizes.xl};
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
    line-height: ${({ theme }) => theme.lineHeights.xl};
  }
  & p {
    color: ${ink("foreground.subtle")};
  }
`;

const Told = styled.div`
  display: flex;
  gap: 8px;
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};

  & > svg {
    flex: none;
    margin-top: 2px;
  }
`;

/** Nobody is signed in yet. */
export function SignIn({ failure }: { readonly failure: Failure | null }) {
  const { words } = useAdmin();
  const { address } = useEntrance();
  const { progress, refusal, signIn, embedded } = useSignIn();
  const why = refusal ?? failure;
  return (
    <Stage>
      <Card>
        <Logo />
        <div>
          <h1>{words.signIn.title}</h1>
          <p>{words.signIn.account(`${address.subdomain}.zendesk.com`)}</p>
        </div>
        {why !== null && <FailureWords failure={why} />}
        <Button isPrimary onClick={signIn} disabled={progress === "waiting"}>
          {progress === "waiting" ? words.signIn.waiting : words.signIn.button}
        </Button>
        <div role="status">
          {progress !== "idle" && progress !== "waiting" && <p>{words.signIn[progress]}</p>}
          {progress === "waiting" && <p>{words.signIn.waitingWords}</p>}
        </div>
        <Told>
          <Icon name="lock" />
          <span>{embedded ? words.signIn.keptInMemory : words.signIn.keptInCookie}</span>
        </Told>
      </Card>
    </Stage>
  );
}
