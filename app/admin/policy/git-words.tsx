import { Anchor } from "@zendeskgarden/react-buttons";
import styled from "styled-components";
import type { MappingInGitShown } from "../../../src/api/policy.ts";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

const Said = styled.div`
  display: grid;
  gap: 6px;

  & ul {
    padding-left: 18px;
    list-style: disc;
  }
  & a {
    text-decoration: underline;
  }
`;

/** A refused commit's problems that are named; its check run has all of them. */
const NAMED = 3;

type Commit = NonNullable<MappingInGitShown["inForce"]>;

interface GitWordsProps {
  readonly git: MappingInGitShown;
  readonly trouble: string | null;
}

/** What of the repository is in force, and what keeps a newer commit from being so. */
export function GitWords({ git, trouble }: GitWordsProps) {
  const { words } = useAdmin();
  const moment = useMoment();
  const { branch, folder, inForce, refused } = git;
  return (
    <Said>
      <p>{words.owner.gitWords(branch, folder)}</p>
      {inForce === null ? (
        <p>{words.owner.gitNothingYet}</p>
      ) : (
        <p>
          {words.owner.gitInForce} <CommitLink commit={inForce} /> {words.owner.by(author(inForce))},{" "}
          {moment(inForce.at)}: {inForce.subject}
        </p>
      )}
      {refused !== null && <RefusedWords refused={refused} />}
      {trouble !== null && (
        <p>
          {words.owner.gitTrouble} <span lang="en">{trouble}</span>
        </p>
      )}
    </Said>
  );
}

function RefusedWords({ refused }: { readonly refused: NonNullable<MappingInGitShown["refused"]> }) {
  const { words } = useAdmin();
  const { problems, problemCount } = refused;
  const more = problemCount - Math.min(problems.length, NAMED);
  return (
    <div>
      <p>
        {words.owner.gitRefused} <CommitLink commit={refused} /> {words.owner.by(author(refused))}:{" "}
        {words.owner.gitProblems(problemCount)}
      </p>
      <ul>
        {problems.slice(0, NAMED).map((problem) => (
          <li key={problem} lang="en">
            {problem}
          </li>
        ))}
        {more > 0 && <li>{words.owner.gitMore(more)}</li>}
      </ul>
    </div>
  );
}

/** A commit's id as people write it, which leads to where it is shown. */
function CommitLink({ commit: { sha, url } }: { readonly commit: Commit }) {
  const short = sha.slice(0, 7);
  if (url === null) return short;
  return (
    <Anchor href={url} target="_blank" rel="noopener noreferrer">
      {short}
    </Anchor>
  );
}

const author = ({ author: name, login }: Commit): string =>
  login === null || login === name ? name : `${name} (${login})`;
