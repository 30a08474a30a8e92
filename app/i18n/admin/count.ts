/** `1 ticket`, `3 tickets`: English and German count alike. */
export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
