import { simpleUser } from "./account-shape.ts";
import { nodeId } from "./ids.ts";
import { showIssue } from "./issue-shape.ts";
import type { Project, ProjectField, ProjectItem } from "./state.ts";
import type { World } from "./world.ts";

function apiOf(world: World, { owner, number }: Project): string {
  return `${world.apiOrigin}/${owner.type === "Organization" ? "orgs" : "users"}/${owner.login}/projectsV2/${number}`;
}

export function showProject(world: World, project: Project) {
  return {
    id: project.id,
    node_id: nodeId("PVT", project.id),
    owner: simpleUser(world, project.owner),
    creator: simpleUser(world, project.creator),
    title: project.title,
    description: null,
    public: project.public,
    closed_at: null,
    created_at: project.created_at,
    updated_at: project.created_at,
    number: project.number,
    short_description: null,
    deleted_at: null,
    deleted_by: null,
    state: "open",
    latest_status_update: null,
    is_template: false,
  };
}

export function showField(world: World, project: Project, { id, name, data_type, created_at }: ProjectField) {
  const project_url = apiOf(world, project);
  return { id, node_id: nodeId("PVTF", id), project_url, name, data_type, created_at, updated_at: created_at };
}

export function showPlace(world: World, project: Project, item: ProjectItem) {
  const project_url = apiOf(world, project);
  return {
    id: item.id,
    node_id: nodeId("PVTI", item.id),
    project_url,
    content_type: item.issue.pull === null ? "Issue" : "PullRequest",
    creator: simpleUser(world, item.creator),
    created_at: item.created_at,
    updated_at: item.updated_at,
    archived_at: null,
    item_url: `${project_url}/items/${item.id}`,
  };
}

/** A field without a value is there with `null` (assumption); the document's example shows a title as an object. */
export function showItem(world: World, project: Project, item: ProjectItem, fields: readonly ProjectField[]) {
  const { title, number, id, state, state_reason } = item.issue;
  const issue = showIssue(world, item.issue);
  const titled = {
    raw: title,
    html: title,
    number,
    url: issue.html_url,
    issue_id: id,
    state,
    state_reason,
    is_draft: false,
  };
  return {
    ...showPlace(world, project, item),
    content: issue,
    fields: fields.map((field) => ({
      id: field.id,
      name: field.name,
      data_type: field.data_type,
      value: field.data_type === "title" ? titled : (item.values.get(field.id) ?? null),
    })),
  };
}
