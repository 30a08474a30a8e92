import { Button } from "@zendeskgarden/react-buttons";
import { Cluster, Quiet } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";

interface PagerProps {
  readonly first: number;
  readonly shown: number;
  readonly total: number;
  /** `null` where there is no such page. */
  readonly back: (() => void) | null;
  readonly forth: (() => void) | null;
}

export function Pager({ first, shown, total, back, forth }: PagerProps) {
  const { words, locale } = useAdmin();
  if (back === null && forth === null) return null;
  const count = (n: number): string => n.toLocaleString(locale);
  return (
    <Cluster as="nav" aria-label={words.pages.label}>
      <Quiet>{words.pages.shown(`${count(first)}–${count(first + shown - 1)}`, count(total))}</Quiet>
      <Button size="small" disabled={back === null} onClick={() => back?.()}>
        {words.pages.back}
      </Button>
      <Button size="small" disabled={forth === null} onClick={() => forth?.()}>
        {words.pages.forth}
      </Button>
    </Cluster>
  );
}
