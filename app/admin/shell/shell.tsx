import { useQuery } from "@tanstack/react-query";
import { Dots } from "@zendeskgarden/react-loaders";
import { Suspense, useEffect, useRef } from "react";
import styled from "styled-components";
import { unmapped } from "../../../src/api/unmapped.ts";
import { ink } from "../../paint.ts";
import { useApi } from "../api/use-api.ts";
import { useRoute } from "../navigation.ts";
import { useAdmin } from "../reader.ts";
import { SignInAgain } from "../session/sign-in-again.tsx";
import { useSessionState } from "../session/use-session.ts";
import { Logo } from "./logo.tsx";
import { NavigationList } from "./navigation-list.tsx";
import { Person } from "./person.tsx";
import { SCREENS_BY_NAME } from "./screens.ts";

const Frame = styled.div`
  display: grid;
  grid-template-columns: 232px minmax(0, 1fr);
  min-height: 100vh;

  @media (max-width: 860px) {
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto 1fr;
  }
`;

const Side = styled.header`
  position: sticky;
  top: 0;
  display: flex;
  flex-direction: column;
  gap: 20px;
  height: 100vh;
  padding: 20px 12px 16px;
  overflow-y: auto;
  border-right: 1px solid ${ink("border.subtle")};
  background: ${ink("background.subtle")};

  & > :first-child {
    padding-left: 10px;
  }

  @media (max-width: 860px) {
    position: static;
    gap: 10px;
    height: auto;
    padding: 12px;
    border-right: 0;
    border-bottom: 1px solid ${ink("border.subtle")};
    & nav {
      display: flex;
      overflow-x: auto;
    }
  }
`;

const Main = styled.main`
  width: 100%;
  max-width: 1240px;
  padding: 28px 32px 64px;
  outline: none;

  @media (max-width: 860px) {
    padding: 20px 16px 48px;
  }
`;

/** The administration, once somebody is signed in. */
export function Shell() {
  const { words } = useAdmin();
  const { screen } = useRoute();
  const state = useSessionState();
  const Screen = SCREENS_BY_NAME[screen];
  const main = useFocusOnChange(screen);
  const counts = useCounts();

  useEffect(() => {
    document.title = `${words.screens[screen]} · Tierline`;
  }, [words, screen]);

  return (
    <Frame>
      <Side>
        <Logo />
        <nav aria-label={words.navigation}>
          <NavigationList counts={counts} />
        </nav>
        <Person />
      </Side>
      <Main ref={main} tabIndex={-1}>
        <Suspense fallback={<Dots delayMS={200} />}>
          <Screen />
        </Suspense>
      </Main>
      {state.kind === "ended" && <SignInAgain />}
    </Frame>
  );
}

/** Who reads by ear or keyboard begins at the new screen, not at the link to it. */
function useFocusOnChange(screen: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [screen]);
  return main;
}

function useCounts() {
  const api = useApi();
  const { data } = useQuery({ queryKey: ["unmapped"], queryFn: () => api.ask("/unmapped", unmapped) });
  return { unmapped: data?.strangers.length ?? 0 };
}
