import { PlinthError } from '../errors/plinth-error.ts'

/** SQLSTATE of a write on a standby, or on a server that was closed to writes. */
export const takesNoWrites = '25006'

// Connection exceptions, too many connections or memory, shutdown and crash, and ended by a time limit; and what only an operator can
// mend: a password that was changed, a database that is away, a server that takes no writes.
const transientStates = /^(08|53|57P|57014|25P0[34]|28|3D000|25006)/
const transientCodes = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ENOENT)/
const brokenConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool|Query read timeout)/

// A deadlock, or a serialization failure.
const conflictStates = /^40(P01|001)$/

// Values, constraints, conflicts and locks. NOTE: not 0A000, 26000 and 42P05, of prepared statements: only a new session ends those.
const statementStates = /^(2[23]...|40(P01|001)|55P03)$/

/** Returns false if the pool gave no session for reasons of its own: it is closed, or all were in use for too long. */
export const isOfOpening = (thrown: unknown): boolean =>
  !(thrown instanceof Error && /^(timeout exceeded when trying to connect|Cannot use a pool)/.test(thrown.message))

export const unavailable = (cause: unknown): PlinthError =>
  new PlinthError('SERVICE_UNAVAILABLE', 'The database is not available.', { retryAfterSeconds: 1, cause })

const contended = (cause: unknown): PlinthError =>
  new PlinthError('SERVICE_UNAVAILABLE', 'Concurrent changes conflicted, so nothing was changed. Try again.', {
    retryAfterSeconds: 1,
    cause,
  })

/** Converts a failure of the server or the network to SERVICE_UNAVAILABLE; a failed statement stays the error of the driver. */
export function asFailure(thrown: unknown): unknown {
  if (thrown instanceof PlinthError) return thrown
  if (isUndone(thrown)) return contended(thrown)
  return isTransient(thrown) ? unavailable(thrown) : thrown
}

/** Returns true if PostgreSQL chose this transaction in a conflict with others, which is over then. */
export const isConflict = (thrown: unknown): boolean => conflictStates.test(sqlState(thrown))

/**
 * Returns true if PostgreSQL rolled this transaction back completely because of others, in a conflict or while they held a lock for long:
 * a retry is safe, and likely to succeed.
 */
export const isUndone = (thrown: unknown): boolean => isConflict(thrown) || sqlState(thrown) === '55P03'

function isTransient(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  const code = sqlState(thrown)
  return transientStates.test(code) || transientCodes.test(code) || brokenConnection.test(thrown.message)
}

/** Returns true if PostgreSQL refused the values of a statement, or chose it in a conflict: the session is as good as before. */
export const isOfStatement = (thrown: unknown): boolean => statementStates.test(sqlState(thrown))

/** Returns true if a statement ended because it had waited for a lock, or run, as long as its transaction lets it, or in a deadlock. */
export const isHeldUp = (thrown: unknown): boolean => isUndone(thrown) || sqlState(thrown) === '57014'

/** Returns true if a row has no partition: then nothing was written. A violated CHECK has a name. */
export function isPartitionMissing(thrown: unknown): boolean {
  const failure = thrown instanceof PlinthError ? thrown.cause : thrown
  return sqlState(failure) === '23514' && brokenConstraint(failure) === ''
}

/** Returns the SQLSTATE (or socket code) of an error of the driver, or an empty text. */
export function sqlState(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return ''
  return typeof thrown.code === 'string' ? thrown.code : ''
}

/** Returns the constraint or unique index that a statement violated, or an empty text. */
export function brokenConstraint(thrown: unknown): string {
  if (!/^23/.test(sqlState(thrown)) || typeof thrown !== 'object' || thrown === null || !('constraint' in thrown))
    return ''
  return typeof thrown.constraint === 'string' ? thrown.constraint : ''
}
