import styled from "styled-components";
import { Icon, type IconName } from "../../icons.tsx";
import { ink, tint } from "../../paint.ts";
import { useRoute } from "../navigation.ts";
import { useAdmin } from "../reader.ts";
import { hrefOf, type Screen } from "../route.ts";

const ICONS: Readonly<Record<Screen, IconName>> = {
  organizations: "building",
  unmapped: "inbox",
  policy: "table",
  changes: "history",
  "what-if": "question",
  health: "pulse",
  audit: "list",
  tokens: "key",
};

const GROUPS = [
  ["organizations", "unmapped", "policy"],
  ["changes", "what-if"],
  ["health", "audit", "tokens"],
] as const satisfies readonly (readonly Screen[])[];

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 2px;

  & + & {
    margin-top: 10px;
    padding-top: 10px;
    border-top: 1px solid ${ink("border.subtle")};
  }

  @media (max-width: 860px) {
    flex-direction: row;
    & + & {
      margin: 0;
      padding: 0;
      border: 0;
    }
  }
`;

const Link = styled.a`
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 7px 10px;
  border-radius: 6px;
  color: ${ink("foreground.default")};
  text-decoration: none;
  white-space: nowrap;

  & svg {
    color: ${ink("foreground.subtle")};
  }
  &:hover {
    background: ${ink("background.recessed")};
  }
  &[aria-current] {
    background: ${tint("blue", 100, 1000)};
    color: ${ink("foreground.primary")};
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
    & svg {
      color: inherit;
    }
  }
  &:focus-visible {
    outline: 2px solid ${ink("border.primaryEmphasis")};
    outline-offset: -2px;
  }
`;

const Count = styled.span`
  margin-left: auto;
  padding: 0 7px;
  border-radius: 100px;
  background: ${ink("background.warning")};
  color: ${ink("foreground.warningEmphasis")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

interface NavigationListProps {
  /** What waits on a screen; nothing is shown for none. */
  readonly counts: Readonly<Partial<Record<Screen, number>>>;
}

export function NavigationList({ counts }: NavigationListProps) {
  const { words } = useAdmin();
  const { screen: current } = useRoute();
  return GROUPS.map((screens) => (
    <List key={screens[0]}>
      {screens.map((screen) => (
        <li key={screen}>
          <Link href={hrefOf(screen)} aria-current={screen === current ? "page" : undefined}>
            <Icon name={ICONS[screen]} />
            {words.screens[screen]}
            {(counts[screen] ?? 0) > 0 && <Count>{counts[screen]}</Count>}
          </Link>
        </li>
      ))}
    </List>
  ));
}
