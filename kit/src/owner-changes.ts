// Gateways drop cached answers about an owner when that owner changes: at once after their own writes, and when tenancy
// announces a commit. An announcement may be lost: a cache bounds the age of its answers as well.
import type { Bus } from './bus/index.ts'
import type { Clock } from './clock.ts'

/** The maximum age of a cached answer: 2 s are promised, and the answer travels as well. */
export const cachedMsMax = 1_900

/** The sender's name, then the ids of the changed owners. */
export const ownerChangesSubject = 'plinth.changed'

// Announcing for every commit of a busy process would cost more than the commits: what comes sooner waits for the next one.
const announceEveryMs = 10

/** Stands for all owners. It is no id, and no name that a path can have. */
export const allOwners = '*'

export interface OwnerChanges {
  /** Has one of them changed since, on the monotonic clock? What was asked for before that may be out of date. */
  haveBeen(ownerIds: Iterable<string>, sinceMs: number): boolean
  /** When one of them may have changed last, on the same clock. */
  lastMs(ownerIds: Iterable<string>): number
  /** In this process alone. */
  note(ownerIds: Iterable<string>): void
}

export interface OwnerChangeAnnouncer {
  /** To all followers: these owners were changed by a commit. */
  announce(ownerIds: Iterable<string>): void
  stop(): void
}

// A receiver of the release before takes the first word for the id of the sender.
const sender = 'tenancy'

/** For the part that owners change in. */
export function announceOwnerChanges({ bus, clock }: { bus: Bus; clock: Clock }): OwnerChangeAnnouncer {
  let waiting = new Set<string>()
  let announcedMs = Number.NEGATIVE_INFINITY
  const send = () => {
    if (waiting.size === 0) return
    announcedMs = clock.monotonicMs()
    bus.announce(ownerChangesSubject, Buffer.from([sender, ...waiting].join(' ')))
    waiting = new Set()
  }
  const schedule = () => {
    const waitMs = announcedMs + announceEveryMs - clock.monotonicMs()
    if (waitMs > 0) setTimeout(send, waitMs)
    else setImmediate(send)
  }
  return {
    announce: (ownerIds) => {
      const isFirst = waiting.size === 0
      for (const id of ownerIds) waiting.add(id)
      if (isFirst && waiting.size > 0) schedule()
    },
    stop: send,
  }
}

/** Follows the changes that are announced. Of the last `idsMax` owners it is known which; of all before, that some did. */
export async function followOwnerChanges({
  bus,
  clock,
  idsMax = 100_000,
}: {
  bus: Bus
  clock: Clock
  idsMax?: number
}): Promise<OwnerChanges & { stop(): Promise<void> }> {
  const times = changeTimes(() => clock.monotonicMs(), idsMax)
  const subscription = await bus.listen(
    ownerChangesSubject,
    (data) => times.note(Buffer.from(data).toString().split(' ').slice(1)),
    { onGap: () => times.note([allOwners]) },
  )
  return { ...times, stop: () => subscription.stop() }
}

/** When owners changed last. Two generations: the older one goes when the newer is full. */
export function changeTimes(nowMs: () => number, idsMax: number): OwnerChanges {
  let newer = new Map<string, number>()
  let older = newer
  let newerSinceMs = Number.NEGATIVE_INFINITY
  // Until then anybody may have changed.
  let forgottenMs = Number.NEGATIVE_INFINITY
  const lastOf = (id: string) => newer.get(id) ?? older.get(id) ?? forgottenMs
  const lastMs = (ownerIds: Iterable<string>) => {
    let atMs = Math.max(forgottenMs, lastOf(allOwners))
    for (const id of ownerIds) atMs = Math.max(atMs, lastOf(id))
    return atMs
  }
  return {
    note: (ownerIds) => {
      const atMs = nowMs()
      for (const id of ownerIds) {
        if (newer.size >= idsMax) {
          forgottenMs = newerSinceMs
          older = newer
          newer = new Map()
          newerSinceMs = atMs
        }
        newer.set(id, atMs)
      }
    },
    haveBeen: (ownerIds, sinceMs) => lastMs(ownerIds) >= sinceMs,
    lastMs,
  }
}
