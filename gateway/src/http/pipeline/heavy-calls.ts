import { fail } from '../../errors.ts'
import { isHeavyCall } from '../../operation/heavy.ts'
import { closed } from '../context/closed-connection.ts'
import type { Gateway } from '../context/gateway.ts'
import type { PreparedRequest } from '../context/request-context.ts'
import { refuseUnread } from '../context/slots.ts'
import { askAgain } from './ask-again.ts'

/** Heavy calls of a workspace, and of a user, at the same time. */
export const heavyAtOnceMax = 2

/** Time limit for a heavy call to wait for its turn. */
export const heavyWaitMsMax = 10_000

/**
 * Runs the operation; a heavy one when it is the turn of its user and of its workspace. An operator waits for no one. A call that waited
 * is refused as a new one would be then, and rejects with SERVICE_UNAVAILABLE if its turn does not come in time, its caller is gone, or
 * the gateway stops.
 */
export async function queueHeavy<T>(request: PreparedRequest, gateway: Gateway, run: () => Promise<T>): Promise<T> {
  const { operation, bearer, shape } = request
  if (bearer === undefined || !isHeavyCall(operation, shape.list)) return run()
  const { homeWorkspaceId, userId } = bearer.principal
  const { signal, end } = limitWait(request, gateway)
  const queued = (name: string, work: (hasWaited: boolean) => Promise<T>) =>
    name === '' ? work(false) : gateway.heavyCalls.run(name, work, signal)
  try {
    // NOTE: a user may have several workspaces: a place of one of them is not kept while the user's turn has not come.
    return await queued(userId, (hasWaited) =>
      queued(homeWorkspaceId, async (hasWaitedToo) => {
        end()
        if (closed(request).aborted) throw fail.overloaded()
        if ((hasWaited || hasWaitedToo) && !(await askAgain(request, gateway))) throw fail.accessChanged()
        refuseUnread(request, gateway)
        return run()
      }),
    )
  } finally {
    end()
  }
}

/** Returns a signal that ends the wait of a call, until `end` is called. */
function limitWait(request: PreparedRequest, { openCalls }: Gateway): { signal: AbortSignal; end(): void } {
  const wait = new AbortController()
  const gone = closed(request)
  const leave = () => wait.abort(fail.overloaded())
  const untilMs = openCalls.nowMs() + heavyWaitMsMax
  const forget = openCalls.add({
    tick: (nowMs) => {
      if (nowMs >= untilMs) leave()
    },
    end: () => wait.abort(fail.stopping()),
  })
  if (gone.aborted) leave()
  gone.addEventListener('abort', leave)
  const end = () => {
    forget()
    gone.removeEventListener('abort', leave)
  }
  return { signal: wait.signal, end }
}
