import type { PolicyInForce } from "../admin/policy-in-force.ts";
import { err, type Result } from "../core/result.ts";
import type { Accountable } from "../identity.ts";
import type { Connected, Offered, OperatorFailure, Registered, Registration, RegistrationForm } from "./answers.ts";
import { ALREADY_CONNECTED, ANOTHER_HELPDESK } from "./failures.ts";
import type { Source } from "./source.ts";
import type { Switches } from "./switches.ts";

export interface RegistrationsDeps {
  readonly source: Source;
  readonly inForce: PolicyInForce;
  readonly switches: Switches;
}

/** What a person's browser does before an account can be connected, where the helpdesk has such a way. */
export class Registrations {
  readonly #deps: RegistrationsDeps;

  constructor(deps: RegistrationsDeps) {
    this.#deps = deps;
  }

  async begin(registration: Registration): Promise<Result<Offered, OperatorFailure>> {
    const { source } = this.#deps;
    if (source.name !== null) return err(ALREADY_CONNECTED);
    return source.registering?.begin(registration) ?? err(ANOTHER_HELPDESK);
  }

  async form(ticket: string): Promise<Result<RegistrationForm, OperatorFailure>> {
    const { source, inForce } = this.#deps;
    return source.registering?.form(ticket, inForce.policy) ?? err(ANOTHER_HELPDESK);
  }

  /** The browser is back with a code for the credentials. */
  async registered(state: string, code: string): Promise<Result<Registered, OperatorFailure>> {
    return this.#deps.source.registering?.registered(state, code) ?? err(ANOTHER_HELPDESK);
  }

  /** The browser is back once more: connects with what was registered. */
  async installed(state: string, by: Accountable): Promise<Result<Connected, OperatorFailure>> {
    const { source, switches } = this.#deps;
    const request = await (source.registering?.installed(state) ?? err(ANOTHER_HELPDESK));
    return request.ok ? switches.connect(request.value, by) : request;
  }
}
