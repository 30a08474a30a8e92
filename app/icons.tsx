import type { SVGAttributes } from "react";

/** Small line drawings, 16 by 16; they say nothing to a screen reader, since a word always stands beside them. */
const PATHS = {
  clock: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V8l2.5 1.5",
  soon: "M4 1.5h8M4 14.5h8M5 1.5v2c0 2 3 3 3 4.5s-3 2.5-3 4.5v2M11 1.5v2c0 2-3 3-3 4.5s3 2.5 3 4.5v2",
  done: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.2l2.1 2.1L11 6.2",
  late: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5v4M8 11.2v.3",
  warning: "M8 1.8 15 14H1L8 1.8ZM8 6v4M8 11.8v.4",
  info: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4.3M8 4.5v.3",
  none: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8h6",
  closed: "M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z",
  chevron: "M4 6.5 8 10.5l4-4",
  copy: "M5.5 5.5h8v9h-8zM10.5 5.5v-4h-8v9h3",
  offline: "M2 2l12 12M4.7 6.2A3.2 3.2 0 0 0 4.5 12.5h7.6M7 4.2a4 4 0 0 1 5 4 2.5 2.5 0 0 1 1.7 3.6",
  lock: "M3.5 7h9v7.5h-9zM5.5 7V4.5a2.5 2.5 0 0 1 5 0V7",
  eye: "M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8ZM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  building: "M3 14.5v-13h7v13M10 6h3.5v8.5M1.5 14.5h13M5.5 4.5h2M5.5 7.5h2M5.5 10.5h2",
  inbox: "M1.5 9.5 4 2.5h8l2.5 7v4h-13v-4ZM1.5 9.5H5l1 2h4l1-2h3.5",
  table: "M1.5 2.5h13v11h-13zM1.5 6.5h13M6 6.5v7",
  history: "M2 8a6 6 0 1 0 2-4.5L2 5.3M2 2v3.3h3.3M8 5v3l2 1.5",
  question: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6 6.2a2 2 0 1 1 2.8 1.8c-.6.3-.8.6-.8 1.3M8 11.6v.3",
  pulse: "M1 8.5h3l2-5.5 3.5 10 2-4.5H15",
  list: "M5.5 3.5h9M5.5 8h9M5.5 12.5h9M1.5 3.5h.6M1.5 8h.6M1.5 12.5h.6",
  key: "M5 8a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM7.2 8.8l6.3-6.3M11 5l2 2",
  check: "M3 8.5 6.5 12 13 4.5",
  plus: "M8 2.5v11M2.5 8h11",
  search: "M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2ZM10.7 10.7 14.5 14.5",
  down: "M8 2v8.5M4.5 7.5 8 11l3.5-3.5M2.5 14h11",
  up: "M8 11V2.5M4.5 5.5 8 2l3.5 3.5M2.5 14h11",
  pencil: "M2.5 13.5v-3l8-8 3 3-8 8h-3Z",
  arrow: "M2 8h11M9.5 4.5 13 8l-3.5 3.5",
  hand: "M8 1.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4ZM2.5 14.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5",
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps extends SVGAttributes<SVGSVGElement> {
  readonly name: IconName;
}

export function Icon({ name, ...rest }: IconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
