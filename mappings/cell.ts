import * as z from "zod";

/** One cell of a table: its text without spaces around it. @param most characters */
export const cellOf = (most: number) =>
  z
    .string()
    // Half of a surrogate pair would come back from a file as another character.
    .transform((text) => text.toWellFormed().trim())
    .pipe(z.string().max(most, `at most ${most} characters`));
