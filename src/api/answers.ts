import type * as z from "zod";
import { auditPage, auditVerdict } from "./audit.ts";
import { changeDetail, changePage } from "./changes.ts";
import { examination, health, parkedReplayed } from "./health.ts";
import { me } from "./me.ts";
import { organization } from "./organization.ts";
import { importOutcome, organizationEdited, organizationPage } from "./organizations.ts";
import {
  mappingShown,
  ownerShown,
  policyCheck,
  policyShown,
  policyVersion,
  policyVersions,
  policyYear,
} from "./policy.ts";
import { ticketAnswer, whatIfAnswer } from "./ticket-answer.ts";
import { tokenList, tokenMade } from "./tokens.ts";
import { unmapped } from "./unmapped.ts";

/** What a route is for, and what it answers when all is well. */
export interface GoodAnswer {
  readonly summary: string;
  readonly status: 200 | 201 | 202 | 204;
  /** `null` for an answer without a body. */
  readonly schema: z.ZodType | null;
  /** Of the answer's body, where it isn't JSON. */
  readonly type?: string;
}

/**
 * What each route is for and answers, by the route's id. For the OpenAPI document, the app and the command line: the server's own
 * answers are checked by the compiler, so that these schemas don't travel with the Worker.
 */
export const ANSWERS: Readonly<Record<string, GoodAnswer>> = {
  ticketAnswer: {
    summary: "What Tierline says of a ticket: tier, severity, due date, and why",
    status: 200,
    schema: ticketAnswer,
  },
  whatIf: { summary: "The same for a ticket that doesn't exist", status: 200, schema: whatIfAnswer },
  me: { summary: "Who asks, as Tierline knows them", status: 200, schema: me },
  listTokens: { summary: "The tokens of programs", status: 200, schema: tokenList },
  makeToken: { summary: "Makes a token for a program; it is shown this once", status: 201, schema: tokenMade },
  revokeToken: { summary: "Ends a token at once", status: 204, schema: null },
  listOrganizations: {
    summary: "The organization mapping: searched, filtered, sorted, a page at a time",
    status: 200,
    schema: organizationPage,
  },
  exportOrganizations: {
    summary: "The whole mapping as CSV, safe to open in a spreadsheet; imported again, it changes nothing",
    status: 200,
    schema: null,
    type: "text/csv",
  },
  importOrganizations: {
    summary: "Reads a CSV file: what is wrong with it, or a change that takes all of it in",
    status: 200,
    schema: importOutcome,
  },
  addOrganization: { summary: "Adds a row at once", status: 201, schema: organizationEdited },
  getOrganization: { summary: "One row of the mapping", status: 200, schema: organization },
  putOrganization: { summary: "Replaces a row at once; needs If-Match", status: 200, schema: organizationEdited },
  deleteOrganization: { summary: "Removes a row at once; needs If-Match", status: 200, schema: organizationEdited },
  listUnmapped: {
    summary: "Who is seen on open tickets and stands in no row, with a guess whose they are",
    status: 200,
    schema: unmapped,
  },
  proposeChange: {
    summary: "Proposes a change of the mapping or the policy, and says what it would do to the open tickets",
    status: 201,
    schema: changeDetail,
  },
  listChanges: { summary: "What was changed and proposed, newest first", status: 200, schema: changePage },
  getChange: {
    summary: "One change: its rows, its words, its tickets, and how far it has come",
    status: 200,
    schema: changeDetail,
  },
  applyChange: {
    summary: "Makes the change; its tickets are brought up to date one after the other",
    status: 200,
    schema: changeDetail,
  },
  pauseChange: {
    summary: "Holds back the tickets that haven't been brought up to date yet",
    status: 200,
    schema: changeDetail,
  },
  resumeChange: { summary: "Lets them go on", status: 200, schema: changeDetail },
  undoChange: { summary: "Proposes the opposite, within 30 days", status: 201, schema: changeDetail },
  getPolicy: { summary: "The support policy in force, in the contract's own words", status: 200, schema: policyShown },
  checkPolicy: {
    summary: "What an edit would mean, what is wrong with it, and three worked examples",
    status: 200,
    schema: policyCheck,
  },
  listPolicyVersions: { summary: "The policies that were in force, newest first", status: 200, schema: policyVersions },
  getPolicyVersion: {
    summary: "One of them, and where it differs from the one before",
    status: 200,
    schema: policyVersion,
  },
  getPolicyYear: {
    summary: "A year of opening hours: the usual week, and each date that differs",
    status: 200,
    schema: policyYear,
  },
  getMapping: {
    summary: "Who owns the mapping and the policy, and where a repository does, whether it can be read",
    status: 200,
    schema: mappingShown,
  },
  setOwner: {
    summary: "Takes the mapping and the policy over from the files, or hands them back",
    status: 200,
    schema: ownerShown,
  },
  listAudit: { summary: "Who did what, newest first", status: 200, schema: auditPage },
  exportAudit: {
    summary: "The whole trail as lines of JSON, oldest first, for whoever checks its hashes elsewhere",
    status: 200,
    schema: null,
    type: "application/x-ndjson",
  },
  verifyAudit: {
    summary: "Whether the trail is what was written: every entry hashed anew",
    status: 200,
    schema: auditVerdict,
  },
  getHealth: { summary: "How the account does, without asking the helpdesk", status: 200, schema: health },
  examineHealth: {
    summary: "Asks the helpdesk what is wrong with the account, and how to mend it",
    status: 200,
    schema: examination,
  },
  replayParked: { summary: "Tries again what waits for a person", status: 200, schema: parkedReplayed },
};
