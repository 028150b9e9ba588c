import { batcher } from '../../async/batcher.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { ServerCall } from '../../rpc/service.ts'
import { isHeldUp, isUndone } from '../failures.ts'
import {
  type GroupMember,
  groupedWrites,
  type IdempotencyOptions,
  type MemberOutcome,
  type WriteGroup,
} from './grouped-writes.ts'
import { boundedWork, type WriteEntry as Entry, unboundedWork } from './sequential-work.ts'
import { wholeOrEach } from './whole-or-each.ts'

type Member = GroupMember<Entry>
type Decided = Exclude<MemberOutcome, undefined>

export type WriteCall = Omit<Member, 'entry'> & Pick<Entry, 'work'>

const triesMax = 3
const batchMax = 16
const waitingMax = 1_000
// Of the default pool's 10 connections: what is not grouped goes on beside them.
const hastyMax = 6
// BEGIN, the look-up, the outcomes and COMMIT cost a group the same whatever its size: beside two groups, small ones wait for more calls.
const hastyMin = (running: number) => (running < 2 ? 1 : Math.min(batchMax, 8 * (running - 1)))
const patientMax = 3

/**
 * Gathers the calls that wait into groups; beside fewer than two groups, a call is a group of its own at once. Calls of one
 * user are in one group at a time. A call that is held up by a lock of others, or is slow, is taken out of its group, and runs
 * in a group of its user's calls alone, as patiently as any transaction.
 */
export function writeQueue(options: IdempotencyOptions): (call: WriteCall) => Promise<Decided> {
  const runBounded = wholeOrEach(orLater(groupedWrites(options, boundedWork)), options.log)
  const runUnbounded = wholeOrEach(groupedWrites(options, unboundedWork), options.log)
  const limits = { keyOf: ({ entry }: Member) => entry.user, batchMax, waitingMax }
  const hasty = batcher(runBounded, { ...limits, batchesMax: hastyMax, batchMin: hastyMin })
  const patient = batcher(runUnbounded, { ...limits, batchesMax: patientMax, isKeyAlone: true })
  const heldUp = new Counts()
  const patiently = async (member: Member): Promise<Decided> => {
    const ended = heldUp.begin(member.entry.user)
    try {
      let outcome = await patient(member)
      for (let tries = 1; tries < triesMax && wasUndone(outcome); tries++) [outcome] = await runUnbounded([member])
      return outcome ?? { failure: new Error('a call was not decided') }
    } finally {
      ended()
    }
  }
  return async ({ method, call, work }) => {
    const member: Member = { method, call, entry: { user: userOf(call), work, isHeldUp: false } }
    const { entry } = member
    // The cause that delays one call of a user delays the next as well.
    for (let tries = 0; tries < triesMax && !entry.isHeldUp && !heldUp.has(entry.user); tries++) {
      const outcome = await hasty(member)
      if (outcome !== undefined) return outcome
    }
    return patiently(member)
  }
}

/** Users with calls in the patient queue. */
class Counts {
  readonly #counts = new Map<string, number>()

  has(user: string): boolean {
    return this.#counts.has(user)
  }

  begin(user: string): () => void {
    this.#counts.set(user, (this.#counts.get(user) ?? 0) + 1)
    return () => {
      const rest = (this.#counts.get(user) ?? 1) - 1
      if (rest === 0) this.#counts.delete(user)
      else this.#counts.set(user, rest)
    }
  }
}

/** A group that was held up as a whole has done nothing: all of its calls wait. */
function orLater(write: WriteGroup<Entry>): WriteGroup<Entry> {
  return async (members) => {
    try {
      return await write(members)
    } catch (thrown) {
      if (!isHeldUp(thrown instanceof PlinthError ? thrown.cause : thrown)) throw thrown
      for (const { entry } of members) entry.isHeldUp = true
      return members.map(() => undefined)
    }
  }
}

const wasUndone = (outcome: MemberOutcome): boolean =>
  outcome !== undefined && 'failure' in outcome && isUndone(outcome.failure)

/** Operators change what belongs to others: their calls have no queue in common. */
const userOf = ({ context }: ServerCall): string => context.principal?.userId || context.requestId
