import type { LocalDate } from "./time.ts";

/** A local date as whole days since 1970-01-01: dates step by adding one, without meeting a zone. */
export type EpochDay = number;

export const DAY = 86_400_000;

export const epochDayOf = (date: LocalDate): EpochDay => Date.parse(`${date}T00:00:00Z`) / DAY;

export const dateOfEpochDay = (day: EpochDay): LocalDate => new Date(day * DAY).toISOString().slice(0, 10) as LocalDate;

/** 0 is Monday, 6 is Sunday: the order of `WEEKDAYS`. 1970-01-01 was a Thursday. */
export const weekdayIndexOf = (day: EpochDay): number => (((day + 3) % 7) + 7) % 7;

export const yearOfEpochDay = (day: EpochDay): number => new Date(day * DAY).getUTCFullYear();

/** 1 January of `year`. */
export const firstEpochDayOf = (year: number): EpochDay => Date.UTC(year, 0, 1) / DAY;
