import { Button } from "@zendeskgarden/react-buttons";
import { Alert } from "@zendeskgarden/react-notifications";
import styled from "styled-components";
import { type Failure, failureIn } from "../api/failure.ts";
import { useAdmin } from "../reader.ts";

const Problems = styled.ul`
  margin-top: 8px;
  padding-left: 18px;
  list-style: disc;
`;

const Actions = styled.div`
  margin-top: 12px;
`;

interface FailureWordsProps {
  readonly failure: Failure;
  readonly retry?: (() => void) | undefined;
}

/** Why something failed and what to do: in the server's words where it had any. */
export function FailureWords({ failure: { kind, detail, mend, problems }, retry }: FailureWordsProps) {
  const { words } = useAdmin();
  const own = words.failure[kind];
  return (
    <Alert type="error" role="alert">
      <Alert.Title>{own.title}</Alert.Title>
      {detail === null ? <p>{own.words}</p> : <p lang="en">{[detail, mend].filter(Boolean).join(" ")}</p>}
      {problems.length > 0 && (
        <Problems lang="en">
          {problems.slice(0, 20).map(({ where, message }) => (
            <li key={`${where} ${message}`}>
              {where}: {message}
            </li>
          ))}
        </Problems>
      )}
      {retry !== undefined && (
        <Actions>
          <Button size="small" onClick={retry}>
            {words.retry}
          </Button>
        </Actions>
      )}
    </Alert>
  );
}

/** The same for what a query or a mutation threw; nothing while nothing was. */
export function Thrown({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  return error === null || error === undefined ? null : <FailureWords failure={failureIn(error)} retry={retry} />;
}
