import "../page-setup.ts";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import type { Host } from "../host.ts";
import { browserReader, ReaderProvider } from "../i18n/language.ts";
import { type PageAddress, readPageAddress } from "../page-address.ts";
import { Theme } from "../theme.tsx";
import { connectToHost, type HostLocation } from "../zaf.ts";
import { readAgent } from "./agent.ts";
import { createAgentApi } from "./agent-api.ts";
import { browserTimers } from "./browser-timers.ts";
import type { Feed } from "./feed.ts";
import { newTicketFeed } from "./new-ticket-feed.ts";
import { Sidebar } from "./sidebar.tsx";
import { Loading, Outside } from "./states.tsx";
import { ticketFeed } from "./ticket-feed.ts";
import { useFrameHeight } from "./use-frame-height.ts";

const address = readPageAddress(location);
const connected = connectToHost();

function App() {
  const [reader, setReader] = useState(browserReader);
  const [feed, setFeed] = useState<Feed | null>(null);
  useEffect(() => {
    if (connected === null || address === null) return;
    void readAgent(connected.host, browserReader()).then(setReader);
    void connected.location.then((place) => setFeed(feedFor(connected.host, address, place)));
  }, []);
  useEffect(() => {
    document.documentElement.lang = reader.language;
  }, [reader.language]);
  useFrameHeight(connected?.host ?? null);
  return (
    <Theme host={connected?.host ?? null}>
      <ReaderProvider value={reader}>{content(feed)}</ReaderProvider>
    </Theme>
  );
}

function content(feed: Feed | null) {
  if (connected === null || address === null) return <Outside />;
  return feed === null ? <Loading /> : <Sidebar feed={feed} />;
}

function feedFor(host: Host, page: PageAddress, { ticketId }: HostLocation): Feed {
  const api = createAgentApi(host, page);
  const deps = { host, api, timers: browserTimers };
  // The form of a new ticket has no id yet.
  return ticketId === null || ticketId === undefined
    ? newTicketFeed(deps)
    : ticketFeed({ ...deps, ticketId: String(ticketId) });
}

const root = document.querySelector("#root");
if (root !== null) createRoot(root).render(<App />);
