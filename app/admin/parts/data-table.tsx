import { Table } from "@zendeskgarden/react-tables";
import type { CSSProperties, ReactNode } from "react";
import { Scroll } from "./page.tsx";

interface Column {
  readonly title: string;
  readonly width?: string;
}

interface DataTableProps {
  /** What the rows are, for who doesn't see them. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** The language of what is in the rows, where it isn't the page's. */
  readonly lang?: "en";
  /** Where there is little room, it is no wider than that. */
  readonly narrow?: boolean;
  readonly style?: CSSProperties;
  /** The rows. */
  readonly children: ReactNode;
}

/** Rows to read, under named columns. */
export function DataTable({ label, columns, lang, narrow = false, style, children }: DataTableProps) {
  return (
    <Scroll aria-label={label} style={style}>
      <Table isReadOnly size="small" style={narrow ? { minWidth: 0 } : undefined}>
        <Table.Head>
          <Table.HeaderRow>
            {columns.map(({ title, width }) => (
              <Table.HeaderCell key={title} width={width}>
                {title}
              </Table.HeaderCell>
            ))}
          </Table.HeaderRow>
        </Table.Head>
        <Table.Body lang={lang}>{children}</Table.Body>
      </Table>
    </Scroll>
  );
}
