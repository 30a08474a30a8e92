/** How one call to a helpdesk went, without a word of its content: for counting and logs. */
export interface CallRecord {
  readonly method: string;
  /** The address with its ids taken out. */
  readonly endpoint: string;
  /** `null` when no answer came. */
  readonly status: number | null;
}
