import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import styled from "styled-components";
import { ink, tint } from "../../paint.ts";
import { useAdmin } from "../reader.ts";
import { BulkPanel } from "./bulk-panel.tsx";
import type { TableQuery } from "./query.ts";
import type { Selection } from "./use-selection.ts";

const Bar = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px 16px;
  padding: 8px 12px;
  border-radius: 8px;
  background: ${tint("blue", 100, 1000)};
  color: ${ink("foreground.primary")};
`;

interface BulkBarProps {
  readonly selection: Selection;
  readonly query: TableQuery;
  readonly total: number;
}

/** Says how many rows are picked, and what can be done with them at once. */
export function BulkBar({ selection, query, total }: BulkBarProps) {
  const { words, locale } = useAdmin();
  const [open, setOpen] = useState(false);
  const count = selection.everything ? total : selection.ids.size;
  if (count === 0) return null;
  const { search, tier, problem } = query;
  const filter = Object.fromEntries(Object.entries({ search, tier, problem }).filter(([, value]) => value !== ""));
  return (
    <Bar role="status">
      <strong>{words.organizations.picked(count, count.toLocaleString(locale))}</strong>
      {!selection.everything && total > count && (
        <Button size="small" isLink onClick={selection.pickEverything}>
          {words.organizations.pickEverything(total.toLocaleString(locale))}
        </Button>
      )}
      <Button size="small" isPrimary onClick={() => setOpen(true)}>
        {words.organizations.bulk}
      </Button>
      <Button size="small" isLink onClick={selection.clear}>
        {words.organizations.unpick}
      </Button>
      {open && (
        <BulkPanel
          rows={selection.everything ? filter : [...selection.ids]}
          count={count}
          close={() => setOpen(false)}
        />
      )}
    </Bar>
  );
}
