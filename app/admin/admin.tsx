import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ToastProvider } from "@zendeskgarden/react-notifications";
import { type ReactNode, useEffect, useState } from "react";
import { me } from "../../src/api/me.ts";
import type { Host } from "../host.ts";
import { browserReader, ReaderProvider } from "../i18n/language.ts";
import type { PageAddress } from "../page-address.ts";
import { readAgent } from "../sidebar/agent.ts";
import { Theme } from "../theme.tsx";
import { type Api, createApi } from "./api/api.ts";
import { failureIn, Refusal } from "./api/failure.ts";
import { ApiProvider } from "./api/use-api.ts";
import { hashNavigation, NavigationProvider } from "./navigation.ts";
import { createSession, type Session } from "./session/session.ts";
import { SignIn } from "./session/sign-in.tsx";
import { EntranceProvider, useSessionState } from "./session/use-session.ts";
import { ChooseAccount } from "./shell/choose-account.tsx";
import { Shell } from "./shell/shell.tsx";

interface AdminProps {
  /** `null` on the page that asks for the account first. */
  readonly address: PageAddress | null;
  readonly host: Host | null;
}

export function Admin({ address, host }: AdminProps) {
  const [reader, setReader] = useState(browserReader);
  useEffect(() => {
    if (host !== null) void readAgent(host, browserReader()).then(setReader);
  }, [host]);
  useEffect(() => {
    document.documentElement.lang = reader.language;
  }, [reader.language]);
  return (
    <Theme host={host}>
      <ReaderProvider value={reader}>
        {address === null ? <ChooseAccount /> : <Account address={address} />}
      </ReaderProvider>
    </Theme>
  );
}

function Account({ address }: { readonly address: PageAddress }) {
  const [{ session, api, queries, navigation }] = useState(() => parts(address));
  useEffect(() => {
    if (address.embedded) session.end();
    else void lookForCookie(api, session);
  }, [address, session, api]);
  useEffect(
    () =>
      session.subscribe(() => {
        // What failed for want of a session is asked anew; of somebody else's nothing stays.
        if (session.snapshot().kind === "signed_in") void queries.invalidateQueries();
        if (session.snapshot().kind === "signed_out") queries.clear();
      }),
    [session, queries],
  );
  return (
    <NavigationProvider value={navigation}>
      <EntranceProvider value={{ session, address }}>
        <ApiProvider value={api}>
          <QueryClientProvider client={queries}>
            <ToastProvider zIndex={500}>
              <SignedIn>
                <Shell />
              </SignedIn>
            </ToastProvider>
          </QueryClientProvider>
        </ApiProvider>
      </EntranceProvider>
    </NavigationProvider>
  );
}

function SignedIn({ children }: { readonly children: ReactNode }) {
  const state = useSessionState();
  switch (state.kind) {
    case "asking":
      return null;
    case "signed_out":
      return <SignIn failure={state.failure} />;
    case "signed_in":
    case "ended":
      return children;
    default:
      return state satisfies never;
  }
}

function parts(address: PageAddress) {
  const session = createSession();
  const api = createApi({
    address,
    fetch: (url, options) => fetch(url, options),
    token: session.token,
    signedOut: () => session.end(),
  });
  const retry = (count: number, error: unknown) =>
    error instanceof Refusal && error.failure.kind === "busy" && count < 2;
  const queries = new QueryClient({
    defaultOptions: { queries: { retry, staleTime: 10_000 }, mutations: { networkMode: "always" } },
  });
  return { session, api, queries, navigation: hashNavigation(window) };
}

async function lookForCookie(api: Api, session: Session): Promise<void> {
  try {
    const { name } = await api.ask("/me", me);
    session.begin(name ?? "", null);
  } catch (thrown) {
    const failure = failureIn(thrown);
    session.end(failure.kind === "signed_out" ? null : failure);
  }
}
