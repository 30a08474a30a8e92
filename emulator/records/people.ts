export type Role = "admin" | "agent" | "end-user";

export interface User {
  readonly id: number;
  name: string;
  email: string | null;
  role: Role;
  external_id: string | null;
  /** The default organization; further ones are memberships (zendesk.md §2.10). */
  organization_id: number | null;
  default_group_id: number | null;
  phone: string | null;
  notes: string;
  details: string;
  tags: string[];
  time_zone: string;
  suspended: boolean;
  active: boolean;
  user_fields: Record<string, unknown>;
  readonly created_at: string;
  updated_at: string;
}

export interface Membership {
  readonly id: number;
  readonly user_id: number;
  readonly organization_id: number;
  default: boolean;
  readonly created_at: string;
}

export interface Group {
  readonly id: number;
  name: string;
  description: string;
  default: boolean;
  readonly created_at: string;
}
