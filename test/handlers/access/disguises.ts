/** Ways to write an address so that a guard may not know it again and the router may. */
export function disguises(address: string): readonly string[] {
  const [path = "", query] = address.split("?");
  const [, first = "", ...rest] = path.split("/");
  const below = rest.map((part) => `/${part}`).join("");
  const last = path.lastIndexOf("/");
  const [parent, name] = [path.slice(0, last), path.slice(last + 1)];
  const written = [
    `${path}/`,
    `${path}//`,
    `/${path}`,
    `/${first}/${below}`,
    `${parent}//${name}`,
    `/.${path}`,
    `/livez/..${path}`,
    `/livez/..%2f${path.slice(1)}`,
    `/%2e%2e${path}`,
    `${parent}/./${name}`,
    ...(parent === "" ? [] : [`${parent}%2f${name}`]),
    path.replaceAll("/", "\\"),
    path.toUpperCase(),
    `/${first.toUpperCase()}${below}`,
    `${parent}/${name.toUpperCase()}`,
    `/${encoded(first)}${below}`,
    `${parent}/${encoded(name)}`,
    `${parent}/${encoded(name).replaceAll("%", "%25")}`,
    path.split("/").map(encoded).join("/"),
    `${path};a=b`,
    `${path}.json`,
    `${path}%00`,
    `${path}%20`,
    `${path}%3f`,
    `${path}%23`,
  ];
  return written.map((one) => (query === undefined ? one : `${one}?${query}`));
}

/** Each character by its number, which is the same address (RFC 3986 §6.2.2.2). */
const encoded = (text: string): string =>
  [...text].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "PROPFIND"] as const;
