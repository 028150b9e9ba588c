import type { Gateway } from './gateway.ts'
import type { AnsweredRequest, AuthorizedRequest, PreparedRequest, ReceivedRequest } from './request-context.ts'

/** A step that throws or responds ends the pipeline. */
export type Step<Request extends ReceivedRequest = ReceivedRequest> = (
  request: Request,
  gateway: Gateway,
) => void | Promise<void>

/** Steps by phase; the last step of each phase converts the request for the next phase. */
export interface Phases {
  received: readonly Step[]
  authorized: readonly Step<AuthorizedRequest>[]
  prepared: readonly Step<PreparedRequest>[]
  answered: readonly Step<AnsweredRequest>[]
}

/** All steps in their order. The cast is safe: no step runs before the phase that its type asks for has begun. */
export const stepsOf = ({ received, authorized, prepared, answered }: Phases): readonly Step[] =>
  [...received, ...authorized, ...prepared, ...answered] as readonly Step[]
