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
  settings: [{ text: `SET LOCAL lock_timeout = ${lockMs}` }, { text: `SET LOCAL statement_timeout = ${statementMs}` }],
  opening: () => [],
  decide: async (tx, entries) => {
    const endsAt = performance.now() + groupMs
    const heldUp = new Set<string>()
    const works = entries.map((entry) => async (own: Tx) => {
      const isInTime = !heldUp.has(entry.user) && performance.now() < endsAt
      if (!isInTime) throw new Late()
      return entry.work(own).catch((thrown: unknown) => {
        if (isHeldUp(thrown)) heldUp.add(entry.user)
        throw thrown
      })
    })
    const results = await tx.inSavepoints(works)
    return results.map((result, at) => {
      if (result.status === 'fulfilled') return outcomeOf(result)
      const entry = entries[at] as WriteEntry
      const isLate = result.reason instanceof Late
      entry.isHeldUp = isHeldUp(result.reason) || (isLate && heldUp.has(entry.user))
      return entry.isHeldUp || isLate ? undefined : outcomeOf(result)
    })
  },
}

/** Calls one after the other, each as long as it takes. */
export const unboundedWork: GroupWork<WriteEntry> = {
  opening: () => [],
  decide: async (tx, entries) => (await tx.inSavepoints(entries.map(({ work }) => work))).map(outcomeOf),
}

class Late extends Error {}

function outcomeOf(result: PromiseSettledResult<unknown>): MemberOutcome {
  if (result.status === 'fulfilled') return { answer: result.value }
  return result.reason instanceof PlinthError ? { refusal: result.reason } : { failure: result.reason }
}
