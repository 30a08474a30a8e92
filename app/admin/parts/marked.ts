/** A control's mark where what it holds is wrong; to be spread into its properties. */
export const marked = (wrong: boolean) => (wrong ? { validation: "error" as const } : {});
