import * as z from "zod";
import type { Ticket } from "../core/ticket.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/**
 * `shadow`: decisions are made, recorded and shown, nothing is written to tickets; every connection starts here.
 * `canary`: only tickets of the named organizations are written. `live`: all are. Back to shadow is the kill switch.
 */
export const MODES = ["shadow", "canary", "live"] as const;
export type Mode = (typeof MODES)[number];

export interface Writing {
  readonly mode: Mode;
  /** The organizations of `canary`, by id, external id or handle, as the admin typed them. */
  readonly canary: readonly string[];
}

type Canary = Pick<Ticket, "organization" | "handles">;

const canarySchema = z.array(z.string());

export function readWriting(sql: Sql): Writing {
  const mode = MODES.find((known) => known === readSetting(sql, "mode")) ?? "shadow";
  return { mode, canary: canarySchema.parse(JSON.parse(readSetting(sql, "canary") ?? "[]")) };
}

export function saveWriting(sql: Sql, writing: Writing): void {
  writeSetting(sql, "mode", writing.mode);
  writeSetting(sql, "canary", JSON.stringify(writing.canary));
}

/** Whether this ticket may be written to: one of the organizations that a canary names, or of its handles. */
export function mayWrite(writing: Writing, { organization, handles = [] }: Canary): boolean {
  switch (writing.mode) {
    case "shadow":
      return false;
    case "live":
      return true;
    case "canary":
      return writing.canary.some(
        (one) => one === organization?.id || one === organization?.externalId || handles.includes(one.toLowerCase()),
      );
  }
}
