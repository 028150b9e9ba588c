// Consumes and reserves of one moment commit together, in batches: each call is decided by itself, in the order the calls
// came. Any number of processes do so at once; they share the lock of the balance in PostgreSQL.

import { batcher } from '@plinth/kit/async/batcher'
import {
  type GroupMember,
  groupedWrites,
  type IdempotencyOptions,
  type MemberOutcome,
  retryTwins,
  wholeOrEach,
} from '@plinth/kit/db'
import { fail } from '../../errors.ts'
import { keyNameOf } from '../balances/balance.ts'
import { type BatchEntry, decideBatch, repairAndDecideBatch } from './batch-verbs.ts'
import { eventConstraint } from './event-store.ts'

const batchMax = 128
// Two: one may wait for a balance that another process holds while the other goes on.
const batchesMax = 2
// BEGIN, the locks and COMMIT cost a batch the same whatever its size: beside another one, so many wait for each other.
const batchMin = 16
const waitingMax = 5_000

type Member = GroupMember<BatchEntry>

/** Has a call decided in the next batch of its balance. Undefined: the plan has changed since it was read. */
export type GroupCommit = (member: Member) => Promise<MemberOutcome>

export function groupCommit(options: IdempotencyOptions): GroupCommit {
  const decide = wholeOrEach(retryTwins(eventConstraint, groupedWrites(options, decideBatch)), options.log)
  const repairAndDecide = wholeOrEach(
    retryTwins(eventConstraint, groupedWrites(options, repairAndDecideBatch)),
    options.log,
  )

  const run = async (members: readonly Member[]) => {
    const outcomes = await decide(members)
    const undecided = members.filter((_, at) => outcomes[at] === undefined)
    if (undecided.length === 0) return outcomes
    const repaired = await repairAndDecide(undecided)
    const later = new Map(undecided.map((member, at) => [member, repaired[at]]))
    return members.map((member, at) => outcomes[at] ?? later.get(member))
  }
  const limits = { batchMax, waitingMax, crowded: fail.crowded }
  const count = batcher(run, { ...limits, keyOf: balanceOf, batchesMax, batchMin: () => batchMin })
  // A call that counts nowhere waits for no balance, and no batch of those that do.
  const deny = batcher(run, limits)
  return (member) => (member.entry.item.kind === 'entitled' ? count(member) : deny(member))
}

/** Calls on one balance are in one batch at a time. */
const balanceOf = ({ entry: { item } }: Member): string => (item.kind === 'entitled' ? keyNameOf(item.place) : '')
