export interface Job {
  readonly id: string;
  readonly job_type: string;
  readonly total: number;
  status: "queued" | "working" | "failed" | "killed" | "completed";
  progress: number | null;
  message: string | null;
  results: readonly object[] | null;
}
