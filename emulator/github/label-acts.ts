import { showLabel } from "./issue-shape.ts";
import type { Label, Repository } from "./state.ts";
import type { Actor, World } from "./world.ts";

/** What a label gets that is made by putting it on an issue; an assumption that many have recorded. */
const DEFAULT_COLOR = "ededed";

/** Names of labels are compared without case. */
export function labelNamed(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
}

export interface LabelDraft {
  readonly name: string;
  readonly color?: string | undefined;
  readonly description?: string | null | undefined;
}

export function createLabel(world: World, repository: Repository, actor: Actor, draft: LabelDraft): Label {
  const label: Label = {
    id: world.state.ids.next(),
    name: draft.name,
    color: draft.color ?? DEFAULT_COLOR,
    description: draft.description ?? null,
    default: false,
  };
  repository.labels.push(label);
  tell(world, repository, actor, "created", label);
  return label;
}

export function editLabel(
  world: World,
  repository: Repository,
  actor: Actor,
  label: Label,
  change: Partial<LabelDraft>,
): void {
  const before = { ...label };
  label.name = change.name ?? label.name;
  label.color = change.color ?? label.color;
  label.description = change.description === undefined ? label.description : change.description;
  const changed = (["name", "color", "description"] as const).filter((key) => before[key] !== label[key]);
  if (changed.length === 0) return;
  tell(world, repository, actor, "edited", label, {
    changes: Object.fromEntries(changed.map((key) => [key, { from: before[key] ?? "" }])),
  });
}

/** A label that is no more is on no issue, either. */
export function deleteLabel(world: World, repository: Repository, actor: Actor, label: Label): void {
  repository.labels = repository.labels.filter((one) => one !== label);
  for (const issue of repository.issues.values()) issue.labels = issue.labels.filter((one) => one !== label);
  tell(world, repository, actor, "deleted", label);
}

/** Finds the labels of these names, and creates those that don't exist yet. */
export function ensureLabels(world: World, repository: Repository, actor: Actor, names: readonly string[]): Label[] {
  return [
    ...new Set(names.map((name) => labelNamed(repository, name) ?? createLabel(world, repository, actor, { name }))),
  ];
}

function tell(world: World, repository: Repository, actor: Actor, action: string, label: Label, more: object = {}) {
  const payload = { label: showLabel(world, repository, label), ...more };
  world.publish({ event: "label", action, sender: actor.user, repository, payload });
}
