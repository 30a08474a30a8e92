import { useRoute } from "../navigation.ts";
import { ChangeList } from "./change-list.tsx";
import { ChangePage } from "./change-page.tsx";

/** What was altered, and what is proposed: all of it, or one. */
export function Changes() {
  const [id] = useRoute().rest;
  return id === undefined ? <ChangeList /> : <ChangePage key={id} id={id} />;
}
