import { DEFAULT_THEME, ThemeProvider } from "@zendeskgarden/react-theming";
import { type ReactNode, useEffect, useState } from "react";
import { createGlobalStyle } from "styled-components";
import type { Host } from "./host.ts";
import { ink } from "./paint.ts";

type ColorScheme = "light" | "dark";

const schemeOf = (value: unknown): ColorScheme => (value === "dark" ? "dark" : "light");

/** What the person's system asks for; it counts where Zendesk says nothing, on a page of our own. */
const DARK = matchMedia("(prefers-color-scheme: dark)");

const firstScheme = (): ColorScheme =>
  schemeOf(new URLSearchParams(location.search).get("colorScheme") ?? (DARK.matches ? "dark" : null));

const Page = createGlobalStyle<object>`
  html {
    color-scheme: ${({ theme }) => theme.colors.base};
  }

  body {
    background: ${ink("background.default")};
    color: ${ink("foreground.default")};
    font: ${({ theme }) => `${theme.fontSizes.md}/${theme.lineHeights.md} ${theme.fonts.system}`};
  }
`;

/** Garden, light or dark as Zendesk is: its address says so at first, and an event when the agent changes it. Alone, as the system is. */
export function Theme({ host, children }: { readonly host: Host | null; readonly children: ReactNode }) {
  const [base, setBase] = useState(firstScheme);
  useEffect(() => host?.on("colorScheme.changed", (value) => setBase(schemeOf(value))), [host]);
  useEffect(() => {
    if (host !== null) return undefined;
    const follow = ({ matches }: MediaQueryListEvent) => setBase(matches ? "dark" : "light");
    DARK.addEventListener("change", follow);
    return () => DARK.removeEventListener("change", follow);
  }, [host]);
  return (
    <ThemeProvider theme={{ ...DEFAULT_THEME, colors: { ...DEFAULT_THEME.colors, base } }}>
      <Page />
      {children}
    </ThemeProvider>
  );
}
