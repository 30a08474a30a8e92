import type { UseQueryResult } from "@tanstack/react-query";
import { Skeleton } from "@zendeskgarden/react-loaders";
import type { ReactNode } from "react";
import styled from "styled-components";
import { Spoken } from "../../sidebar/layout.tsx";
import { useAdmin } from "../reader.ts";
import { Thrown } from "./failure.tsx";

const Lines = styled.div`
  display: flex;
  flex-direction: column;
  gap: 14px;
  padding: 8px 0;
`;

interface AnswerProps<Value> {
  readonly query: UseQueryResult<Value>;
  readonly children: (value: Value) => ReactNode;
}

/** What a screen shows while it waits, when it failed, and when it has something; older answers stay over a failure. */
export function Answer<Value>({ query, children }: AnswerProps<Value>) {
  const { words } = useAdmin();
  const retry = () => void query.refetch();
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <Thrown error={query.error} retry={retry} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <Thrown error={query.error} retry={retry} />;
  return (
    <>
      <Spoken role="status">{words.loading}</Spoken>
      <Lines aria-hidden="true">
        {["40%", "100%", "100%", "90%", "100%", "70%"].map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
          <Skeleton key={index} width={width} height="20px" />
        ))}
      </Lines>
    </>
  );
}
