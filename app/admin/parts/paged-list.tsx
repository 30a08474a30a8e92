import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import type { ReactNode } from "react";
import type * as z from "zod";
import { queryText } from "../api/api.ts";
import { useApi } from "../api/use-api.ts";
import { useAdmin } from "../reader.ts";
import { Answer } from "./answer.tsx";
import { Stack } from "./page.tsx";
import { useDebounced } from "./use-debounced.ts";

/**
 * The pages of a list, each asked for with the cursor that the one before gave.
 * @param filter as it is typed: it is asked for once it stands still
 */
export function usePages<Page extends { readonly next: string | null }>(
  path: string,
  schema: z.ZodType<Page>,
  filter: Readonly<Record<string, string>> = {},
) {
  const api = useApi();
  const settled = useDebounced(filter, 200);
  return useInfiniteQuery({
    queryKey: [path, settled],
    queryFn: ({ pageParam }) => api.ask(`${path}${queryText({ ...settled, cursor: pageParam })}`, schema),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
}

interface PagedListProps<Page, Entry> {
  readonly pages: UseInfiniteQueryResult<InfiniteData<Page>>;
  readonly entriesOf: (page: Page) => readonly Entry[];
  /** What stands there when nothing is found. */
  readonly empty: ReactNode;
  readonly children: (entries: readonly Entry[]) => ReactNode;
}

/** A list that grows by a page whenever somebody asks for more; while it loads, fails or is empty, that is said. */
export function PagedList<Page, Entry>({ pages, entriesOf, empty, children }: PagedListProps<Page, Entry>) {
  const { words } = useAdmin();
  return (
    <Answer query={pages}>
      {({ pages: shown }) => {
        const entries = shown.flatMap(entriesOf);
        if (entries.length === 0) return empty;
        return (
          <Stack>
            {children(entries)}
            {pages.hasNextPage && (
              <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {words.more}
              </Button>
            )}
          </Stack>
        );
      }}
    </Answer>
  );
}
