import { PlinthError } from '../../errors/plinth-error.ts'
import type { Tx } from '../database.ts'
import { isHeldUp } from '../failures.ts'
import type { GroupWork, MemberOutcome } from './grouped-writes.ts'

export interface WriteEntry {
  /** Whose call it is. */
  user: string
  work: (tx: Tx) => Promise<unknown>
  /** Set when the call was held up. */
  isHeldUp: boolean
}

// In a group of several callers a statement waits for no lock, and runs, no longer than this; far less than PostgreSQL waits
// before it looks for a deadlock (1 s), so that two groups that wait crosswise come apart.
const lockMs = 20
const statementMs = 250
// After that, calls that have not begun join another group: no caller waits long for the calls of others.
const groupMs = 250

/** Calls of any users, one after the other. Undecided: one that is held up, and one that has not begun in time. */
export const boundedWork: GroupWork<WriteEntry> = {
  lockMs,
  settings: [`SET LOCAL statement_timeout = ${statementMs}`],
  opening: () => [],
  decide: async (tx, entries) => {
    const endsAt = performance.now() + groupMs
    const isUserHeldUp = (place: number, results: readonly Result[]) =>
      entries.some(({ user }, at) => at < place && user === entries[place]?.user && wasHeldUp(results[at]))
    // A statement that is not due costs no round trip: a busy machine has many such calls.
    const results = await tx.inSavepoints(
      entries.map(({ work }) => work),
      (place, sofar) => !isUserHeldUp(place, sofar) && performance.now() < endsAt,
    )
    return results.map((result, at) => {
      const entry = entries[at] as WriteEntry
      entry.isHeldUp = wasHeldUp(result) || (result === undefined && isUserHeldUp(at, results))
      return entry.isHeldUp ? undefined : outcomeOf(result)
    })
  },
}

/** Calls one after the other, each as long as it takes. */
export const unboundedWork: GroupWork<WriteEntry> = {
  opening: () => [],
  decide: async (tx, entries) => (await tx.inSavepoints(entries.map(({ work }) => work))).map(outcomeOf),
}

/** Undefined for a call that has not begun. */
type Result = PromiseSettledResult<unknown> | undefined

const wasHeldUp = (result: Result): boolean => result?.status === 'rejected' && isHeldUp(result.reason)

function outcomeOf(result: Result): MemberOutcome {
  if (result === undefined) return undefined
  if (result.status === 'fulfilled') return { answer: result.value }
  return result.reason instanceof PlinthError ? { refusal: result.reason } : { failure: result.reason }
}
