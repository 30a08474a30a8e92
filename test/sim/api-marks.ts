import * as z from "zod";

const update = z.object({
  ticket: z.object({ metadata: z.object({ tierline: z.object({ note: z.string() }) }).optional() }),
});

/** The kinds of note that an update carries, by its mark. */
export function marked(body: string): readonly string[] {
  if (body === "") return [];
  return update.safeParse(JSON.parse(body)).data?.ticket.metadata?.tierline.note.split(" ") ?? [];
}
