import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Alert, Notification, useToast } from "@zendeskgarden/react-notifications";
import { useState } from "react";
import styled from "styled-components";
import { type MappingInGitShown, ownerShown, type PolicyShown } from "../../../src/api/policy.ts";
import { useApi } from "../api/use-api.ts";
import { NoteField } from "../changes/note-field.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { usePolicy } from "./use-policy.ts";

const Banner = styled(Alert)`
  margin-bottom: 20px;

  & > div:last-child {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 24px;
  }
  & p {
    flex: 1 1 420px;
  }
`;

/** Those that an administrator can choose here. */
type Owner = Exclude<PolicyShown["owner"], "git">;

/** Whether an administrator may edit, or files own the mapping and the policy, be it here or in a repository. */
export function useMayEdit(): boolean {
  return usePolicy().data?.owner === "admin";
}

/** While files own it, here or in a repository: says why nothing can be edited, and offers to take over. */
export function OwnerBanner() {
  const { words } = useAdmin();
  const { data } = usePolicy();
  const [asked, setAsked] = useState(false);
  if (data === undefined || data.owner === "admin") return null;
  const { git } = data;
  return (
    <>
      <Banner type={git?.refused ? "warning" : "info"}>
        <Alert.Title>{git === null ? words.owner.files : words.owner.git(git.repository)}</Alert.Title>
        <div>
          {git === null ? <p>{words.owner.filesWords}</p> : <GitWords git={git} />}
          <Button size="small" onClick={() => setAsked(true)}>
            {words.owner.takeOver}
          </Button>
        </div>
      </Banner>
      {asked && <OwnerQuestion owner="admin" close={() => setAsked(false)} />}
    </>
  );
}

function GitWords({ git }: { readonly git: MappingInGitShown }) {
  const { words } = useAdmin();
  const { branch, inForce, refused } = git;
  return (
    <>
      <p>{words.owner.gitWords(branch, inForce && short(inForce.sha), inForce?.author ?? null)}</p>
      {refused !== null && (
        <p>
          {words.owner.gitRefused(short(refused.sha), refused.problemCount)} {refused.problems[0]}
        </p>
      )}
    </>
  );
}

/** As people write a commit's id. */
const short = (sha: string): string => sha.slice(0, 7);

/** Asks before the mapping and the policy change hands. */
export function OwnerQuestion({ owner, close }: { readonly owner: Owner; readonly close: () => void }) {
  const { words } = useAdmin();
  const api = useApi();
  const queries = useQueryClient();
  const { addToast } = useToast();
  const [note, setNote] = useState("");
  const hand = useMutation({
    mutationFn: () => api.ask("/owner", ownerShown, { method: "POST", json: { owner, note } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      addToast(
        ({ close: dismiss }) => (
          <Notification type="success">
            {words.owner.done[owner]}
            <Notification.Close aria-label={words.close} onClick={dismiss} />
          </Notification>
        ),
        // Above, it would lie over the screen's buttons.
        { placement: "bottom" },
      );
      close();
    },
  });
  return (
    <Confirm
      title={words.owner.question[owner]}
      action={owner === "admin" ? words.owner.takeOver : words.owner.handBack}
      danger={owner === "files"}
      busy={hand.isPending}
      confirm={() => hand.mutate()}
      cancel={close}
    >
      <Stack>
        <p>{words.owner.consequence[owner]}</p>
        <NoteField note={note} setNote={setNote} />
        <Thrown error={hand.error} />
      </Stack>
    </Confirm>
  );
}
