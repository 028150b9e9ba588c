import { PlinthError } from '../../errors/plinth-error.ts'
import type { Logger } from '../../log.ts'
import type { GroupMember, MemberOutcome, WriteGroup } from './grouped-writes.ts'

/** A group that never rejects: one call that PostgreSQL refuses does not take the others with it. */
export type SafeGroup<Entry> = (members: readonly GroupMember<Entry>[]) => Promise<MemberOutcome[]>

/**
 * Has a group that failed run again one by one: nothing was done for anybody. While the database is not available, each
 * gets that failure instead.
 */
export function wholeOrEach<Entry>(write: WriteGroup<Entry>, log: Logger): SafeGroup<Entry> {
  return async function commit(members): Promise<MemberOutcome[]> {
    try {
      return [...(await write(members))]
    } catch (thrown) {
      if (members.length === 1 || thrown instanceof PlinthError) return members.map(() => ({ failure: thrown }))
      log.warn({ err: thrown, calls: members.length }, 'a group of writes failed; its calls are run one by one')
      const outcomes: MemberOutcome[] = []
      for (const member of members) outcomes.push(...(await commit([member])))
      return outcomes
    }
  }
}
