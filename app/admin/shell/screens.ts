import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Screen } from "../route.ts";

/** Each screen is a file of its own, loaded when it is first opened. */
export const SCREENS_BY_NAME: Readonly<Record<Screen, LazyExoticComponent<ComponentType>>> = {
  organizations: lazy(async () => ({ default: (await import("../organizations/organizations.tsx")).Organizations })),
  unmapped: lazy(async () => ({ default: (await import("../unmapped/unmapped.tsx")).Unmapped })),
  policy: lazy(async () => ({ default: (await import("../policy/policy.tsx")).Policy })),
  changes: lazy(async () => ({ default: (await import("../changes/changes.tsx")).Changes })),
  "what-if": lazy(async () => ({ default: (await import("../what-if/what-if.tsx")).WhatIf })),
  health: lazy(async () => ({ default: (await import("../health/health.tsx")).Health })),
  audit: lazy(async () => ({ default: (await import("../audit/audit.tsx")).Audit })),
  tokens: lazy(async () => ({ default: (await import("../tokens/tokens.tsx")).Tokens })),
};
