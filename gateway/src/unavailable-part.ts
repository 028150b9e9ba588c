import { type ErrorCode, toPlinthError } from '@plinth/kit/errors'

const codes: readonly ErrorCode[] = ['SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT']

/** Returns true if the called part is not available, or is of the release before and does not know the call. */
export const isUnavailable = (err: unknown): boolean => codes.includes(toPlinthError(err).code)
