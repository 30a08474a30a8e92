import * as z from "zod";
import { localDate, sentence } from "./fields.ts";

const holiday = z.strictObject({
  date: localDate,
  name: sentence,
  observed: z.boolean().describe("false: support is open on that date all the same."),
});

/** What a file of `holidays/` may say. */
export const holidayListSchema = z.strictObject({
  title: sentence,
  source: sentence,
  years: z
    .array(z.int().min(2000).max(2200))
    .min(1, "at least one year")
    .max(50)
    .describe("The years that are complete."),
  holidays: z.array(holiday).min(1, "at least one holiday").max(2000),
});

export type HolidayListText = z.output<typeof holidayListSchema>;
