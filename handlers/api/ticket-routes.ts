import { whatIfRequest } from "../../src/api/what-if.ts";
import { ticketId } from "../../src/core/id.ts";
import { type Failure, problem } from "./problem.ts";
import { ANYBODY_INSIDE, insideWithBody, insideWithoutBody, type Route } from "./route.ts";

export const ticketRoutes: readonly Route[] = [
  {
    id: "ticketAnswer",
    method: "GET",
    path: "/tickets/:id/answer",
    who: ANYBODY_INSIDE,
    ...insideWithoutBody(async ({ context, account }) => {
      const ticket = ticketId(context.req.param("id") ?? "");
      return ticket === null ? problem(400, NO_TICKET_ID) : context.json(await account.ticketAnswer(ticket));
    }),
  },
  {
    id: "whatIf",
    method: "POST",
    path: "/what-if",
    who: ANYBODY_INSIDE,
    ...insideWithBody(whatIfRequest, async ({ context, account }, request) => {
      const answer = await account.whatIf(request);
      return answer.ok ? context.json(answer.value) : problem(422, answer.failure);
    }),
  },
];

const NO_TICKET_ID: Failure = {
  reason: "bad_ticket_id",
  message: "That is not a ticket's id.",
  mend: "A ticket's id is a whole number, such as 5158.",
};
