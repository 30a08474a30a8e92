import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input, Select, Textarea } from "@zendeskgarden/react-forms";
import { Drawer } from "@zendeskgarden/react-modals";
import { type FormEvent, useState } from "react";
import type { PolicyShown } from "../../../src/api/policy.ts";
import { marked } from "../parts/marked.ts";
import { Stack } from "../parts/page.tsx";
import { SidePanel } from "../parts/side-panel.tsx";
import { useUnsaved } from "../parts/unsaved.tsx";
import { useAdmin } from "../reader.ts";
import { type Edit, type Path, readTyped, samePlace, shownAt, valueAt, withEdit } from "./document.ts";
import { Meanings } from "./meanings.tsx";
import { placeWords, valueText } from "./place.ts";
import { useCheck } from "./use-check.ts";

const INCLUSIONS = ["included", "optional", "not included"] as const;

interface CellEditorProps {
  readonly path: Path;
  readonly tiers: PolicyShown["tiers"];
  readonly document: NonNullable<PolicyShown["document"]>;
  readonly edits: readonly Edit[];
  readonly setEdits: (edits: readonly Edit[]) => void;
  readonly close: () => void;
}

/** One place of the contract: its words, and beside them, as they are typed, what they are understood to mean. */
export function CellEditor({ path, tiers, document, edits, setEdits, close }: CellEditorProps) {
  const { words } = useAdmin();
  const stands = valueAt(document, path);
  const [before] = useState(() => textOf(shownAt(document, edits, path)));
  const [typed, setTyped] = useState(before);
  const value = readTyped(typed, stands);
  const edit: Edit = value === undefined ? { path } : { path, value };
  const all = withEdit(document, edits, edit);
  const { query, settled } = useCheck(all);
  const problems = all.length === 0 ? [] : (query.data?.problems ?? []);
  const own = problems.filter((problem) => samePlace(problem.path, path));
  const nothing = typed === before;
  const { question, leaving } = useUnsaved(!nothing);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (nothing || !settled || problems.length > 0) return;
    setEdits(all);
    close();
  };
  const wrong = own.length > 0 && settled;
  return (
    <SidePanel
      title={placeWords(path, words.policy.places, tiers)}
      close={() => leaving(close)}
      footer={
        <>
          <Drawer.FooterItem>
            <Button isBasic onClick={() => leaving(close)}>
              {words.cancel}
            </Button>
          </Drawer.FooterItem>
          <Drawer.FooterItem>
            <Button type="submit" form="cell" isPrimary disabled={nothing || !settled || problems.length > 0}>
              {words.policy.keep}
            </Button>
          </Drawer.FooterItem>
        </>
      }
    >
      <form id="cell" onSubmit={keep} noValidate>
        <Stack $gap={20}>
          <Field>
            <Field.Label>{words.policy.inWords}</Field.Label>
            <Field.Hint>
              {stands === undefined ? words.policy.emptyNow : words.policy.standsNow(valueText(stands))}
            </Field.Hint>
            <Control path={path} typed={typed} wrong={wrong} change={setTyped} />
            {wrong && (
              <Field.Message validation="error">
                <span lang="en">{own.map(({ message }) => message).join(" ")}</span>
              </Field.Message>
            )}
          </Field>
          <Meanings query={query} settled={settled} path={path} pick={setTyped} unchanged={all.length === 0} />
        </Stack>
      </form>
      {question}
    </SidePanel>
  );
}

const textOf = (value: ReturnType<typeof valueAt>): string => (value === undefined ? "" : valueText(value));

interface ControlProps {
  readonly path: Path;
  readonly typed: string;
  readonly wrong: boolean;
  readonly change: (typed: string) => void;
}

/** A sentence gets room, what is one of a few words is chosen, the rest is a line. */
function Control({ path, typed, wrong, change }: ControlProps) {
  if (path.at(-1) === "definition") {
    return <Textarea minRows={4} value={typed} {...marked(wrong)} onChange={({ target }) => change(target.value)} />;
  }
  if (path.includes("features") && INCLUSIONS.some((word) => word === typed)) {
    return (
      <Select value={typed} {...marked(wrong)} onChange={({ target }) => change(target.value)}>
        {INCLUSIONS.map((word) => (
          <option key={word}>{word}</option>
        ))}
      </Select>
    );
  }
  return <Input value={typed} {...marked(wrong)} onChange={({ target }) => change(target.value)} />;
}
