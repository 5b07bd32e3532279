/** Requests become answers here: validated, carried out, and every failure turned into a problem. */

import * as v from 'valibot';
import {
  requestSchemas,
  type Answer,
  type RequestName,
  type RequestParameters,
  type RequestValues,
} from '../api.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import type { ErrorLog } from '../report.ts';

/** What carries out each request; `caller` is the window's session. */
export type Handlers<Caller, N extends RequestName = RequestName> = {
  readonly [Name in N]: (
    parameters: RequestParameters<Name>,
    caller: Caller,
  ) => RequestValues[Name] | Promise<RequestValues[Name]>;
};

type AnyHandler<Caller> = (parameters: unknown, caller: Caller) => unknown;

/** Answers one request from a window. Never throws: what comes from a window is data. */
export async function answer<Caller>(
  handlers: Handlers<Caller>,
  caller: Caller,
  errors: ErrorLog,
  name: unknown,
  parameters: unknown,
): Promise<Answer<unknown>> {
  if (typeof name !== 'string' || !Object.hasOwn(requestSchemas, name)) {
    return { ok: false, problem: describeProblem('request-invalid') };
  }
  const known = name as RequestName;
  const checked = v.safeParse(requestSchemas[known], parameters);
  if (!checked.success) {
    errors.add(known, new Error(checked.issues.map((issue) => issue.message).join('; ')));
    return { ok: false, problem: describeProblem('request-invalid') };
  }
  try {
    const handler = handlers[known] as AnyHandler<Caller>;
    return { ok: true, value: await handler(checked.output, caller) };
  } catch (error) {
    if (error instanceof ProblemError) {
      errors.add(known, `${error.problem.code}: ${error.problem.message}`);
      return { ok: false, problem: error.problem };
    }
    errors.add(known, error);
    return { ok: false, problem: describeProblem('internal') };
  }
}
