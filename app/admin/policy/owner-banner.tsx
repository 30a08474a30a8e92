import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Alert, Notification, useToast } from "@zendeskgarden/react-notifications";
import { useState } from "react";
import styled from "styled-components";
import { type MappingInGitShown, mappingShown, ownerShown, type PolicyShown } from "../../../src/api/policy.ts";
import type { AdminWords } from "../../i18n/admin/en.ts";
import { useApi } from "../api/use-api.ts";
import { NoteField } from "../changes/note-field.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { GitWords } from "./git-words.tsx";
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
  & div:last-child > :first-child {
    flex: 1 1 420px;
  }
`;

/** Those that an administrator can choose here. */
type Owner = Exclude<PolicyShown["owner"], "git">;

/** The element that says why what stands beside it can't be edited. */
export const WHY_READ_ONLY = "why-read-only";

/** Whether an administrator may edit, or files own the mapping and the policy, be it here or in a repository. */
export function useMayEdit(): boolean {
  return usePolicy().data?.owner === "admin";
}

/** While files own it, here or in a repository: says why nothing can be edited, and offers to take over. */
export function OwnerBanner() {
  const { words } = useAdmin();
  const { data } = usePolicy();
  const trouble = useTrouble(data?.owner === "git");
  const [asked, setAsked] = useState(false);
  if (data === undefined || data.owner === "admin") return null;
  const { git } = data;
  return (
    <>
      <Banner type={git?.refused || trouble !== null ? "warning" : "info"}>
        <Alert.Title id={WHY_READ_ONLY}>{ownerWords(words, git)}</Alert.Title>
        <div>
          {git === null ? <p>{words.owner.filesWords}</p> : <GitWords git={git} trouble={trouble} />}
          <Button size="small" onClick={() => setAsked(true)}>
            {words.owner.takeOver}
          </Button>
        </div>
      </Banner>
      {asked && <OwnerQuestion owner="admin" close={() => setAsked(false)} />}
    </>
  );
}

/** Where the banner isn't to be seen: the same in a line. */
export function ReadOnlyWords() {
  const { words } = useAdmin();
  const { data } = usePolicy();
  if (data === undefined || data.owner === "admin") return null;
  return (
    <Alert type="info">
      <Alert.Title>{ownerWords(words, data.git)}</Alert.Title>
      {words.owner.readOnly}
    </Alert>
  );
}

const ownerWords = (words: AdminWords, git: MappingInGitShown | null): string =>
  git === null ? words.owner.files : words.owner.git(git.repository);

/** What keeps the repository from being read; asked only where one owns the mapping. */
function useTrouble(ownedByGit: boolean): string | null {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["mapping"],
    queryFn: () => api.ask("/mapping", mappingShown),
    enabled: ownedByGit,
  });
  return data?.trouble ?? null;
}

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
