import { useCallback, useState } from "react";
import { useGuard } from "../navigation.ts";
import { useAdmin } from "../reader.ts";
import { Confirm } from "./confirm.tsx";

/**
 * Asks before unsaved edits are lost, by leaving the screen or by closing a panel.
 * @returns the question to render, and what asks it
 */
export function useUnsaved(unsaved: boolean) {
  const { words } = useAdmin();
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const ask = useCallback((goOn: () => void) => setLeave(() => goOn), []);
  useGuard(unsaved, ask);
  const question =
    leave === null ? null : (
      <Confirm
        danger
        title={words.unsaved.title}
        action={words.unsaved.discard}
        stay={words.unsaved.stay}
        cancel={() => setLeave(null)}
        confirm={() => {
          setLeave(null);
          leave();
        }}
      >
        {words.unsaved.words}
      </Confirm>
    );
  return { question, leaving: (goOn: () => void) => (unsaved ? ask(goOn) : goOn()) };
}
