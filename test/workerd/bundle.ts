/** The Worker carries the mapping files as its build wrote them; so do its tests. */
export async function setup(): Promise<void> {
  await import("../../scripts/bundle-mappings.ts");
}
