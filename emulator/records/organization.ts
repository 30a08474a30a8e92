export interface Organization {
  readonly id: number;
  name: string;
  external_id: string | null;
  domain_names: string[];
  details: string;
  notes: string;
  group_id: number | null;
  shared_tickets: boolean;
  shared_comments: boolean;
  tags: string[];
  organization_fields: Record<string, unknown>;
  readonly created_at: string;
  updated_at: string;
}
