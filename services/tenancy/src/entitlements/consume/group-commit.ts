// Consumes and reserves of one moment commit together, in batches: each call is decided by itself, in the order the calls
// came. Any number of processes do so at once; they share the lock of the balance in PostgreSQL.

import { batcher } from '@plinth/kit/async/batcher'
import {
  brokenConstraint,
  type GroupMember,
  groupedWrites,
  type IdempotencyOptions,
  type MemberOutcome,
  sqlState,
  type WriteGroup,
} from '@plinth/kit/db'
import { fail } from '../../errors.ts'
import { keyNameOf } from '../balances/balance.ts'
import { type BatchEntry, decideBatch, repairAndDecideBatch } from './batch-verbs.ts'
import { eventConstraint } from './event-store.ts'

const batchMax = 128
// Two: one may wait for a balance that another process holds while the other goes on.
const batchesMax = 2
const waitingMax = 5_000
const twinsMax = 3

type Member = GroupMember<BatchEntry>

/** `failure` is the database's error for this call alone. Undefined: the plan has changed since it was read. */
export type BatchOutcome = MemberOutcome | { failure: unknown }

/** Has a call decided in the next batch of its balance. */
export type GroupCommit = (member: Member) => Promise<BatchOutcome>

export function groupCommit(options: IdempotencyOptions): GroupCommit {
  const { log } = options
  const decide = groupedWrites(options, decideBatch)
  const repairAndDecide = groupedWrites(options, repairAndDecideBatch)

  const commit = async (write: WriteGroup<BatchEntry>, members: readonly Member[]): Promise<BatchOutcome[]> => {
    for (let twins = 1; ; twins++) {
      try {
        return [...(await write(members))]
      } catch (thrown) {
        // Another batch bound one of the event_ids first: the next look-up finds it.
        if (brokenConstraint(thrown) === eventConstraint && twins < twinsMax) continue
        if (members.length === 1) return [{ failure: thrown }]
        if (!isRefusedInput(thrown)) throw thrown
        log.warn({ err: thrown, calls: members.length }, 'the database refused a batch; its calls are run one by one')
        return oneByOne(write, members)
      }
    }
  }
  // Nothing was committed: one call that PostgreSQL refuses does not take the others with it.
  const oneByOne = async (write: WriteGroup<BatchEntry>, members: readonly Member[]): Promise<BatchOutcome[]> => {
    const outcomes: BatchOutcome[] = []
    for (const member of members) outcomes.push(...(await commit(write, [member])))
    return outcomes
  }
  const run = async (members: readonly Member[]): Promise<BatchOutcome[]> => {
    const outcomes = await commit(decide, members)
    const undecided = members.filter((_, at) => outcomes[at] === undefined)
    if (undecided.length === 0) return outcomes
    const repaired = await commit(repairAndDecide, undecided).catch((failure: unknown) =>
      undecided.map(() => ({ failure })),
    )
    const later = new Map(undecided.map((member, at) => [member, repaired[at]]))
    return members.map((member, at) => outcomes[at] ?? later.get(member))
  }
  const limits = { batchMax, waitingMax, crowded: fail.crowded }
  const count = batcher(run, { ...limits, keyOf: balanceOf, batchesMax })
  // A call that counts nowhere waits for no balance, and no batch of those that do.
  const deny = batcher(run, limits)
  return (member) => (member.entry.item.kind === 'entitled' ? count(member) : deny(member))
}

/** Calls on one balance are in one batch at a time. */
const balanceOf = ({ entry: { item } }: Member): string => (item.kind === 'entitled' ? keyNameOf(item.place) : '')

/** A value that PostgreSQL cannot store, or a constraint that is broken. */
const isRefusedInput = (thrown: unknown): boolean => /^2[23]/.test(sqlState(thrown))
