import { PlinthError } from '../errors/plinth-error.ts'

// Connection exceptions, too many connections or memory, shutdown and crash, and cancelled by a time limit.
const transientStates = /^(08|53|57P|57014|25P03)/
const transientCodes = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ENOENT)/
const brokenConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool|Query read timeout)/

// One of several that waited for each other, or could not be put in an order with the others: undone whole, so that the
// same again is safe, and likely to go well.
const undoneStates = /^40(P01|001)$/

export const unavailable = (cause: unknown): PlinthError =>
  new PlinthError('SERVICE_UNAVAILABLE', 'The database is not available.', { retryAfterSeconds: 1, cause })

const contended = (cause: unknown): PlinthError =>
  new PlinthError('SERVICE_UNAVAILABLE', 'Concurrent changes conflicted, so nothing was changed. Try again.', {
    retryAfterSeconds: 1,
    cause,
  })

/** A failure of the server or the way to it becomes SERVICE_UNAVAILABLE; a failed statement stays the driver's error. */
export function asFailure(thrown: unknown): unknown {
  if (thrown instanceof PlinthError) return thrown
  if (isUndone(thrown)) return contended(thrown)
  return isTransient(thrown) ? unavailable(thrown) : thrown
}

/** PostgreSQL gave up this transaction for the sake of others. */
export const isUndone = (thrown: unknown): boolean => undoneStates.test(sqlState(thrown))

function isTransient(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  const code = sqlState(thrown)
  return transientStates.test(code) || transientCodes.test(code) || brokenConnection.test(thrown.message)
}

/** The SQLSTATE (or socket code) of what the driver threw; empty when it has none. */
export function sqlState(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return ''
  return typeof thrown.code === 'string' ? thrown.code : ''
}

/** The constraint or unique index a failed statement broke; empty when it broke none. */
export function brokenConstraint(thrown: unknown): string {
  if (!/^23/.test(sqlState(thrown)) || typeof thrown !== 'object' || thrown === null || !('constraint' in thrown))
    return ''
  return typeof thrown.constraint === 'string' ? thrown.constraint : ''
}
