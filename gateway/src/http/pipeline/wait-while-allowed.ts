import { PlinthError } from '@plinth/kit/errors'
import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'
import { keepOpen } from './keep-open.ts'

/**
 * Runs a call to a service that waits. Cancels it when the caller may no longer make it, and rejects as a new request would be refused.
 * Resolves with undefined when the gateway stops, and when it is not certain that the caller sees the same as before.
 */
export async function waitWhileAllowed<Result>(
  request: AuthorizedRequest,
  gateway: Gateway,
  wait: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const cancelled = new AbortController()
  const { signal } = cancelled
  const leave = keepOpen(request, gateway, {
    lost: (refusal) => cancelled.abort(refusal),
    unsure: () => cancelled.abort(),
    stopped: () => cancelled.abort(),
  })
  try {
    return await wait(signal)
  } catch (err) {
    if (signal.aborted && err instanceof PlinthError && err.cause === signal.reason) return undefined
    throw err
  } finally {
    leave()
  }
}
