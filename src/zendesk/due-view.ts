import * as z from "zod";
import type { Call } from "./client.ts";
import type { Piece, Provisioned } from "./connection.ts";
import { pageMeta } from "./list-all.ts";
import { idSchema } from "./schema.ts";
import { isSigned, signed, type Wanted } from "./setup.ts";

const TITLE = "Due next";

const viewSchema = z.object({
  id: idSchema,
  title: z.string(),
  active: z.boolean(),
  description: z.string().nullish(),
});
export type View = z.infer<typeof viewSchema>;

export const viewPage = z
  .object({ views: z.array(viewSchema), meta: pageMeta })
  .transform(({ views, meta }) => ({ items: views, meta }));

const endpoint = "/api/v2/views/{id}";
const answer = z.object({ view: viewSchema }).transform(({ view }) => view);

export const showView = (id: string): Call<View> => ({
  method: "GET",
  path: `/api/v2/views/${id}.json`,
  endpoint,
  answer,
});

export const deleteView = (id: string): Call<unknown> => ({
  method: "DELETE",
  path: `/api/v2/views/${id}.json`,
  endpoint,
  answer: z.unknown(),
});

/**
 * Every ticket still to be worked on, the first due on top.
 * https://developer.zendesk.com/api-reference/ticketing/business-rules/views/ (that a custom field's id may stand in
 * `sort_by` as it does in `columns` is read from answers, not from a documented sentence).
 */
export function wantedView(
  existing: readonly View[],
  fields: Provisioned["fields"],
  previous: Piece | null,
): Wanted<View> {
  return {
    what: `view "${TITLE}"`,
    found: existing.find((view) => view.id === previous?.id) ?? existing.find((view) => view.title === TITLE) ?? null,
    previous,
    ours: (view) => isSigned(view.description),
    unfit: () => null,
    repair: (view) =>
      view.active
        ? null
        : {
            detail: "was inactive and is active again",
            call: {
              method: "PUT",
              path: `/api/v2/views/${view.id}.json`,
              endpoint,
              json: { view: { active: true } },
              answer: z.unknown(),
            },
          },
    create: () => ({
      method: "POST",
      path: "/api/v2/views.json",
      endpoint: "/api/v2/views",
      json: {
        view: {
          title: TITLE,
          description: signed("Open tickets by the date their first response is due."),
          active: true,
          all: [{ field: "status", operator: "less_than", value: "solved" }],
          output: {
            columns: [
              "description",
              "requester",
              "organization",
              "priority",
              fields.severity.id,
              fields.due.id,
              fields.dueDate.id,
              fields.summary.id,
              "assignee",
            ],
            sort_by: fields.dueDate.id,
            sort_order: "asc",
          },
        },
      },
      answer,
    }),
  };
}
