import { policyDocument } from "../../../mappings/load.ts";
import { type CheckedFiles, checkMappingFiles } from "../../../mappings/mapping-files.ts";
import type { CheckMapping } from "../../../src/account/mapping-review.ts";
import type { Contract } from "../../../src/core/organization.ts";
import type { Severity, TierName } from "../../../src/core/policy.ts";
import { shippedText } from "../../mappings/shipped.ts";
import { SUPPORT } from "../github/cast.ts";

/** What the files of a commit say. */
export interface Wording {
  /** Targets that are other than the contract's, by tier and severity. */
  readonly targets: ReadonlyMap<TierName, Readonly<Record<Severity, string>>>;
  readonly contracts: readonly Contract[];
}

export type Texts = Readonly<Record<string, string>>;

const RULES = `
issues:
  severity_heading: Severity
  support_team: [${SUPPORT.join(", ")}]
  tell_tier_in_public: false
  assignees: { priority: [${SUPPORT[0]}], standard: [${SUPPORT[1]}], account_team: [] }
  due_date_project: null
`;

const POLICY = shippedText("support-policy.yaml") + RULES;
const HOLIDAYS = Object.fromEntries(
  ["england-and-wales", "united-states"].map((name) => [`holidays/${name}.yaml`, shippedText(`holidays/${name}.yaml`)]),
);

/** Every file of a commit: whatever a broken one took away is there again. */
export function textsOf(wording: Wording): Texts {
  return {
    ...HOLIDAYS,
    "support-policy.yaml": policyText(wording),
    "organizations.csv": organizationsText(wording),
    "golden.csv": goldenText(wording, 0),
  };
}

/** The same with a golden row that says something else by an hour. */
export const differing = (wording: Wording): Texts => ({ ...textsOf(wording), "golden.csv": goldenText(wording, 1) });

/** Files that can't be taken, each for another reason. */
export const BROKEN: readonly ((wording: Wording) => Texts)[] = [
  (wording) => {
    const texts = textsOf(wording);
    return { ...texts, "support-policy.yaml": policyText(wording).replace("9am – 6pm GMT", "when we feel like it") };
  },
  (wording) => ({ ...textsOf(wording), "organizations.csv": organizationsText(wording).replace(",crm-1,", ",crm-2,") }),
  (wording) => ({ ...textsOf(wording), "support-policy.yaml": "policy: [" }),
  (wording) => ({
    ...textsOf(wording),
    "organizations.csv": `${organizationsText(wording)},crm-7,Cargo,,gold,,,,,,,,\n`,
  }),
];

const CRITICAL: Readonly<Record<string, number>> = { "2 hours, 24x7": 2, "4 hours, 24x7": 4, "9 hours, 24x7": 9 };
export const CRITICAL_PHRASES = Object.keys(CRITICAL);
const SHIPPED_CRITICAL: Readonly<Record<string, number>> = { growth: 6, pro: 3, enterprise: 1 };

function policyText({ targets }: Wording): string {
  return [...targets].reduce((text, [tier, phrases]) => {
    const begin = text.indexOf(`\n  ${tier}:\n`);
    const end = text.indexOf("severity_4: ", begin);
    const level = text
      .slice(begin, text.indexOf("\n", end))
      .replace(/^( {6}severity_([1-4]): ).*$/gm, (_line, key: string, severity: string) => {
        return key + phrases[Number(severity) as Severity];
      });
    return text.slice(0, begin) + level + text.slice(text.indexOf("\n", end));
  }, POLICY);
}

const COLUMNS =
  "organization_id,external_id,name,domains,tier,contract_start,contract_end,onboarding,sdk,csm,tam,named_contacts,github";

function organizationsText({ contracts }: Wording): string {
  const rows = contracts.map((row) => {
    const { externalId, name, domains, tier, start, onboarding, sdk, namedContacts, handles = [] } = row;
    const cells = [
      "",
      externalId ?? "",
      name,
      domains.join(";"),
      tier,
      start ?? "",
      "",
      onboarding,
      sdk ? "yes" : "no",
    ];
    return [...cells, "", "", namedContacts.join(";"), handles.join(";")].join(",");
  });
  return [COLUMNS, ...rows, ""].join("\n");
}

/** One row a tier, of the severity whose target is so many hours by day and by night. */
function goldenText({ targets }: Wording, off: number): string {
  const rows = Object.entries(SHIPPED_CRITICAL).map(([tier, hours]) => {
    const phrase = targets.get(tier as TierName)?.[1];
    const due = 8 + off + (phrase === undefined ? hours : (CRITICAL[phrase] ?? 0));
    return `${tier},${tier},1,2026-11-17 08:00,2026-11-17 ${String(due).padStart(2, "0")}:00`;
  });
  return ["name,tier,severity,arrival,due", ...rows, ""].join("\n");
}

/** What the policy of the server's own files is made of: it stays until the first commit is taken. */
export const DOCUMENT =
  policyDocument({
    text: POLICY,
    file: "support-policy.yaml",
    holidays: Object.fromEntries(
      Object.entries(HOLIDAYS).map(([file, text]) => [file.slice("holidays/".length, -".yaml".length), { text, file }]),
    ),
  }) ?? "";

/** The same files are checked for two accounts, and again whenever a pull is cut short. */
const checked = new Map<string, CheckedFiles>();
const MOST_KEPT = 50;

export const checkTexts: CheckMapping = async (files, folder) => {
  const key = JSON.stringify([folder, ...[...files].sort(([one], [other]) => (one < other ? -1 : 1))]);
  const known = checked.get(key) ?? checkMappingFiles(files, folder);
  checked.delete(key);
  checked.set(key, known);
  const [oldest] = checked.keys();
  if (checked.size > MOST_KEPT && oldest !== undefined) checked.delete(oldest);
  return known;
};
