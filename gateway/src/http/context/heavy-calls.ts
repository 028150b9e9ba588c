import { fail } from '../../errors.ts'
import { isHeavyCall } from '../../operation/heavy.ts'
import type { Gateway } from './gateway.ts'
import type { PreparedRequest } from './request-context.ts'
import { refuseUnread } from './slots.ts'

/** Heavy calls of a workspace, and of a user, at the same time. */
export const heavyAtOnceMax = 2

/**
 * Runs the operation; a heavy one when it is the turn of its workspace and of its user, who may have several workspaces. An operator
 * waits for no one. Throws SERVICE_UNAVAILABLE if the caller is gone by then, or has too many answers that are not read.
 */
export function queueHeavy<T>(request: PreparedRequest, gateway: Gateway, run: () => Promise<T>): Promise<T> {
  const { operation, bearer, shape, res } = request
  if (bearer === undefined || !isHeavyCall(operation, shape.list)) return run()
  const { homeWorkspaceId, userId } = bearer.principal
  const queued = (name: string, work: () => Promise<T>) => (name === '' ? work() : gateway.heavyCalls.run(name, work))
  return queued(homeWorkspaceId, () =>
    queued(userId, async () => {
      if (res.destroyed) throw fail.overloaded()
      refuseUnread(request, gateway)
      return run()
    }),
  )
}
