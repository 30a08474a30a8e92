export const POLICY = "support-policy.yaml";
export const ORGANIZATIONS = "organizations.csv";
export const GOLDEN = "golden.csv";
export const HOLIDAY_LIST = /^holidays\/([^/]+)\.yaml$/;

/** `mappings/`, `./mappings` and `/mappings` are one folder; none is the repository itself. */
export const prefixOf = (folder: string): string => {
  const parts = folder.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 ? "" : `${parts.join("/")}/`;
};

/** Whether a path of the repository is one of the mapping files below `folder`: no other has to be read. */
export function isMappingFile(path: string, folder = ""): boolean {
  const prefix = prefixOf(folder);
  const name = path.slice(prefix.length);
  return path.startsWith(prefix) && ([POLICY, ORGANIZATIONS, GOLDEN].includes(name) || HOLIDAY_LIST.test(name));
}
