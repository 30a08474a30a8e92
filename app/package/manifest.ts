/** Where the app's pages are, and for which account. */
export interface Installation {
  /** Tierline's own address, without a slash at the end. */
  readonly url: string;
  readonly subdomain: string;
  readonly version: string;
}

/**
 * The app's manifest: its pages stay on the Tierline server, so that a new version needs no new upload. The one setting
 * is the secret with which Zendesk's proxy signs; its scope lets it be a key and nothing else.
 * https://developer.zendesk.com/documentation/apps/app-developer-guide/manifest/
 */
export function manifestFor({ url, subdomain, version }: Installation): object {
  const page = (name: string) => ({ url: `${url}/app/zendesk/${subdomain}/${name}` });
  return {
    name: "Tierline",
    author: { name: "Tierline", email: "support@tierline.example", url },
    version,
    frameworkVersion: "2.0",
    defaultLocale: "en",
    private: true,
    singleInstall: true,
    domainWhitelist: [new URL(url).hostname],
    location: {
      support: {
        ticket_sidebar: { ...page("sidebar"), flexible: true },
        new_ticket_sidebar: { ...page("sidebar"), flexible: true },
        nav_bar: page("admin"),
      },
    },
    parameters: [{ name: "app_secret", type: "text", required: true, secure: true, scopes: ["jwt_secret_key"] }],
  };
}

const PUBLIC = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?$/;
/** Zendesk itself takes `localhost`; the emulator takes the others too. */
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What is wrong with an address and a subdomain, in sentences; empty when nothing is. */
export function installationProblems({ url, subdomain }: Omit<Installation, "version">): readonly string[] {
  return [
    ...(PUBLIC.test(url) || LOOPBACK.test(url)
      ? []
      : [`--url ${url}: must be Tierline's https address without a path, such as https://sla.example.com.`]),
    ...(SUBDOMAIN.test(subdomain)
      ? []
      : [`--subdomain ${subdomain}: must be the part before .zendesk.com, in lower case, such as acme.`]),
  ];
}
