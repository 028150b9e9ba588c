import { PlinthError } from '../../errors/plinth-error.ts'
import type { Logger } from '../../log.ts'
import { isConflict } from '../failures.ts'
import type { GroupMember, MemberOutcome, WriteGroup } from './grouped-writes.ts'

/** A group that never rejects: one call that PostgreSQL refuses does not take the others with it. */
export type SafeGroup<Entry> = (members: readonly GroupMember<Entry>[]) => Promise<MemberOutcome[]>

/**
 * Has a group that failed run again one by one: nothing was done for anybody. While the database is not available, or others hold a
 * lock for long, each gets that failure instead: one after the other they would wait for that long each.
 */
export function wholeOrEach<Entry>(write: WriteGroup<Entry>, log: Logger): SafeGroup<Entry> {
  return async function commit(members): Promise<MemberOutcome[]> {
    try {
      return [...(await write(members))]
    } catch (thrown) {
      if (members.length === 1 || isAway(thrown)) return members.map(() => ({ failure: thrown }))
      log.warn({ err: thrown, calls: members.length }, 'a group of writes failed; its calls are run one by one')
      const outcomes: MemberOutcome[] = []
      for (const member of members) outcomes.push(...(await commit([member])))
      return outcomes
    }
  }
}

// A conflict with others is a PlinthError too, and each call may have its way alone.
const isAway = (thrown: unknown): boolean => thrown instanceof PlinthError && !isConflict(thrown.cause)
