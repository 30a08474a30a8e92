export interface FieldOption {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

export interface TicketField {
  readonly id: number;
  readonly type: string;
  title: string;
  description: string;
  position: number;
  active: boolean;
  required: boolean;
  readonly removable: boolean;
  regexp_for_validation: string | null;
  tag: string | null;
  sub_type_id: number;
  custom_field_options: FieldOption[];
  readonly system_field_options: readonly { readonly name: string; readonly value: string }[];
  readonly created_at: string;
  updated_at: string;
}

export interface OrganizationField {
  readonly id: number;
  readonly key: string;
  readonly type: string;
  title: string;
  description: string;
  position: number;
  active: boolean;
  regexp_for_validation: string | null;
  tag: string | null;
  custom_field_options: FieldOption[];
  readonly created_at: string;
  updated_at: string;
}

export type FieldValue = string | number | boolean | readonly string[] | null;
