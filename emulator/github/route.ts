/** Names become what GitHub's documentation calls them, e.g. `/repos/{owner}/{repo}/issues/{id}`. */
export function routeOf(path: string): string {
  return path
    .replace(/^\/repos\/[^/]+\/[^/]+/, "/repos/{owner}/{repo}")
    .replace(/^\/repositories\/\d+/, "/repositories/{id}")
    .replace(/^\/(users|orgs)\/[^/]+/, (_, kind) => `/${kind}/{${kind === "orgs" ? "org" : "username"}}`)
    .replace(/\/labels\/[^/]+$/, "/labels/{name}")
    .replace(/\/git\/blobs\/.+$/, "/git/blobs/{file_sha}")
    .replace(/\/contents\/.+$/, "/contents/{path}")
    .replace(/\/commits\/.+?(\/check-runs)?$/, "/commits/{ref}$1")
    .replace(/\/collaborators\/[^/]+/, "/collaborators/{username}")
    .replace(/^\/app-manifests\/[^/]+/, "/app-manifests/{code}")
    .replace(/\/\d+(?=\/|$)/g, "/{id}");
}
