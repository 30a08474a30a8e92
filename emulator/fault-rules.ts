import * as z from "zod";

/** How often a rule is played: so many times, or by chance; left out, always. */
export const often = {
  times: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
};

interface Rule {
  readonly fault: unknown;
  readonly times?: number | undefined;
  readonly probability?: number | undefined;
}

export interface FaultRules<Played extends Rule> {
  add(rule: Played): void;
  clear(): void;
  /** The fault of the first rule that fits, which is used up by that; `null`: nothing goes wrong. */
  next(fits: (rule: Played) => boolean): Played["fault"] | null;
}

/** @param random numbers in [0, 1); drawn only for a rule that fits and goes by chance */
export function createFaultRules<Played extends Rule>(random: () => number): FaultRules<Played> {
  let rules: { readonly rule: Played; left: number }[] = [];
  return {
    add: (rule) => rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = [];
    },
    next: (fits) => {
      const due = rules.find(
        ({ rule, left }) => left > 0 && fits(rule) && (rule.probability === undefined || random() < rule.probability),
      );
      if (due === undefined) return null;
      due.left -= 1;
      return due.rule.fault;
    },
  };
}
