/** Every phrase of a dictionary by its path, with sample words where it takes some. */
export function phrases(part: object, path = ""): readonly (readonly [string, string])[] {
  return Object.entries(part).flatMap(([key, value]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") return [[here, value] as const];
    if (typeof value === "function") return [[here, value("<a>", "<b>")] as const];
    return phrases(value, here);
  });
}

export const blanks = (text: string): readonly string[] => (text.match(/<[ab]>/g) ?? []).sort();
