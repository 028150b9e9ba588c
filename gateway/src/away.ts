import { type ErrorCode, toPlinthError } from '@plinth/kit/errors'

const away: readonly ErrorCode[] = ['SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT']

/** True when the part that was called is away, or of the release before and does not know the call. */
export const isAway = (err: unknown): boolean => away.includes(toPlinthError(err).code)
