import { useMutation } from "@tanstack/react-query";
import { Field, Radio } from "@zendeskgarden/react-forms";
import { useState } from "react";
import { type ImportOutcome, importOutcome } from "../../../src/api/organizations.ts";
import { useApi } from "../api/use-api.ts";
import { useNavigation } from "../navigation.ts";
import { Thrown } from "../parts/failure.tsx";
import { FilePicker } from "../parts/file-picker.tsx";
import { ProposalModal } from "../parts/proposal-modal.tsx";
import { useAdmin } from "../reader.ts";
import { ImportReport } from "./import-report.tsx";

type Mode = "merge" | "replace";

/** A CSV file is read twice: first for what is wrong with it, and only then to propose a change. */
export function ImportPanel({ close }: { readonly close: () => void }) {
  const { words } = useAdmin();
  const api = useApi();
  const navigation = useNavigation();
  const [file, setFile] = useState<{ readonly name: string; readonly csv: string } | null>(null);
  const [note, setNote] = useState("");
  const [mode, setMode] = useState<Mode>("merge");
  const send = (csv: string, as: Mode, dryRun: boolean) =>
    api.ask("/organizations/import", importOutcome, { method: "POST", json: { csv, mode: as, dryRun, note } });
  const check = useMutation({ mutationFn: ({ csv, as }: { csv: string; as: Mode }) => send(csv, as, true) });
  const propose = useMutation({
    mutationFn: (csv: string) => send(csv, mode, false),
    onSuccess: ({ change }) => {
      if (change !== null) navigation.go("changes", [change.id]);
    },
  });
  const pick = async (picked: File) => {
    const csv = await picked.text();
    setFile({ name: picked.name, csv });
    check.mutate({ csv, as: mode });
  };
  const choose = (as: Mode) => {
    setMode(as);
    if (file !== null) check.mutate({ csv: file.csv, as });
  };
  const ready = file !== null && check.data !== undefined && isReady(check.data) && !check.isPending;
  return (
    <ProposalModal
      large
      title={words.import.title}
      note={note}
      setNote={setNote}
      ready={ready && !propose.isPending}
      propose={() => file !== null && propose.mutate(file.csv)}
      close={close}
    >
      <p>{words.import.words}</p>
      <FilePicker
        accept=".csv,text/csv"
        label={file === null ? words.import.choose : words.import.another(file.name)}
        picked={(one) => void pick(one)}
      />
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <legend>{words.import.mode}</legend>
        {(["merge", "replace"] as const).map((one) => (
          <Field key={one}>
            <Radio name="mode" value={one} checked={mode === one} onChange={() => choose(one)}>
              <Field.Label isRegular>{words.import[one]}</Field.Label>
            </Radio>
          </Field>
        ))}
      </fieldset>
      <Thrown error={check.error ?? propose.error} />
      {check.isPending && <p role="status">{words.import.reading}</p>}
      {check.data !== undefined && !check.isPending && <ImportReport outcome={check.data} />}
    </ProposalModal>
  );
}

const isReady = ({ problemCount, added, altered, removed }: ImportOutcome): boolean =>
  problemCount === 0 && added + altered + removed > 0;
