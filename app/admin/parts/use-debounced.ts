import { useEffect, useState } from "react";

/** The value as it was when it last stood still for `ms` milliseconds; one made anew that says the same has not moved. */
export function useDebounced<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const settle = () => setSettled((before) => (JSON.stringify(before) === JSON.stringify(value) ? before : value));
    const timer = setTimeout(settle, ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
