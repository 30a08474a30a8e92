import type { MarkKind } from "./picture.ts";

/** Each of its own shape: a triangle arrives, a hollow diamond is aimed at, a full one is due, a line is now. */
export function MarkShape({ kind }: { readonly kind: MarkKind }) {
  switch (kind) {
    case "arrived":
      return <path className="mark" d="M-3.5 -5 L4.5 0 L-3.5 5 Z" />;
    case "aim":
      return <path className="mark" d="M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z" />;
    case "due":
      return <path className="mark mark-due" d="M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z" />;
    case "now":
      return (
        <>
          <path className="now" d="M0 -8 V8" />
          <circle className="now-head" cy="-7.5" r="2.5" />
        </>
      );
    default:
      return kind satisfies never;
  }
}
