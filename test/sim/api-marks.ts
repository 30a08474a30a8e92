import * as z from "zod";

const update = z.object({
  id: z.number().optional(),
  metadata: z.object({ tierline: z.object({ note: z.string() }) }).optional(),
});
const body = z.union([
  z.object({ ticket: update }).transform(({ ticket }) => [ticket]),
  z.object({ tickets: z.array(update) }).transform(({ tickets }) => tickets),
]);

/** Which tickets an update of many names, and the kinds of note that each is given, by its mark. */
export function marked(text: string): readonly { readonly id: number | null; readonly notes: readonly string[] }[] {
  if (text === "") return [];
  const updates = body.safeParse(JSON.parse(text)).data ?? [];
  return updates.map(({ id = null, metadata }) => ({ id, notes: metadata?.tierline.note.split(" ") ?? [] }));
}
