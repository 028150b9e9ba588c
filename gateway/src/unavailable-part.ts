import { type ErrorCode, errorCodes, toPlinthError } from '@plinth/kit/errors'

const codes: readonly ErrorCode[] = ['SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT']

/** Returns true if the called part is not available, or is of the release before and does not know the call. */
export const isUnavailable = (err: unknown): boolean => codes.includes(toPlinthError(err).code)

/**
 * Says what a failed report means. `away`: no report is taken now. `refused`: this one is not taken as it is, now or later.
 * `failed`: the part failed with this one, which may pass after its restart.
 */
export function reportFailure(err: unknown): 'away' | 'refused' | 'failed' {
  if (isUnavailable(err)) return 'away'
  return errorCodes[toPlinthError(err).code].http < 500 ? 'refused' : 'failed'
}
