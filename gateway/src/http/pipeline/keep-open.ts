import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'
import { AccessWatch, type AccessWatchDeps } from '../open-calls/access-watch.ts'
import { askAgain } from './ask-again.ts'

/** Watches whether the caller of an open call may go on, and whether the gateway stops, until the function that it returns is called. */
export function keepOpen(
  request: AuthorizedRequest,
  gateway: Gateway,
  { stopped, ...outcomes }: Pick<AccessWatchDeps, 'lost' | 'unsure'> & { stopped: () => void },
): () => void {
  const { openCalls } = gateway
  const watch = new AccessWatch({
    ...outcomes,
    nowMs: () => openCalls.nowMs(),
    ask: () => askAgain(request, gateway),
  })
  return openCalls.add({ tick: (nowMs) => watch.tick(nowMs), end: stopped })
}
