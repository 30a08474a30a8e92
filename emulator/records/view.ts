export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value: string | number | boolean | null | readonly string[];
}

export interface View {
  readonly id: number;
  title: string;
  description: string | null;
  active: boolean;
  position: number;
  conditions: { all: readonly Condition[]; any: readonly Condition[] };
  columns: readonly (string | number)[];
  sortBy: string;
  sortOrder: "asc" | "desc";
  readonly created_at: string;
  updated_at: string;
}
