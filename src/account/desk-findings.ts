import type { RepeatedEscalation } from "../desk/escalations.ts";
import type { Finding, Overview } from "./answers.ts";

/** What the Desk itself has to say. */
export function deskFindings({ pause, parked, writing }: Overview, policyVersion: string): readonly Finding[] {
  const findings: Finding[] = [
    { level: "ok", what: `Policy ${policyVersion} is loaded; mode is ${writing.mode}.`, mend: "" },
  ];
  if (writing.mode === "shadow") {
    findings.push({
      level: "warning",
      what: "Nothing is written to tickets: the account is in shadow mode.",
      mend: "Look at `tierline decisions`, then go on with `tierline mode canary ORG…` or `tierline mode live`.",
    });
  }
  if (pause !== null) {
    findings.push({
      level: pause.reason === "throttled" ? "warning" : "problem",
      what: `Calls to the helpdesk rest until ${new Date(pause.until).toISOString()}: ${pause.reason}, ${pause.detail}.`,
      mend: pause.reason === "throttled" ? "Wait: it goes on by itself." : "Mend the cause and run connect again.",
    });
  }
  if (parked > 0) {
    findings.push({
      level: "warning",
      what: `${parked} ${parked === 1 ? "item waits" : "items wait"} for a person.`,
      mend: "See `tierline parked list`, then `tierline parked replay`.",
    });
  }
  return findings;
}

/** Contract, Support Request Abuse: repeated escalations that agents did not find warranted. */
export function escalationFindings(escalations: readonly RepeatedEscalation[]): readonly Finding[] {
  return escalations.map(({ organizationId, tickets }) => ({
    level: "warning",
    what: `Organization ${organizationId}: agents made ${tickets} of its tickets of the last 90 days less urgent.`,
    mend: "Read them; the contract lets you notify a customer of charges for repeated, unwarranted escalations.",
  }));
}
