// What is remembered of an owner is dropped when that owner changes: at once by this process' own writes, and by
// announcement for those of others. An announcement may be lost: whoever remembers bounds the age besides.
import { randomUUID } from 'node:crypto'
import type { Bus } from './bus/index.ts'
import type { Clock } from './clock.ts'

/** The age of what is handed out from memory, at the most: an answer may be 2 s old, and it travels a little as well. */
export const rememberedMsMax = 1_900

/** Announced to every process, with who announces it and which owners have changed. */
export const changesSubject = 'plinth.changed'

// Announcing for every commit of a busy process would cost more than the commits: what comes sooner waits for the next one.
const announceEveryMs = 10

/** What holds for every owner changes with this one. No id is so, and nothing that a path may name. */
export const everybody = '*'

export interface Changes {
  /** Has one of them changed since, on the monotonic clock? What was asked for before that may be out of date. */
  haveBeen(ownerIds: Iterable<string>, sinceMs: number): boolean
  /** When one of them may have changed last, on the same clock. */
  lastMs(ownerIds: Iterable<string>): number
  /** To this process alone. */
  note(ownerIds: Iterable<string>): void
  /** Of a committed change: to everybody. */
  tell(ownerIds: Iterable<string>): void
  stop(): Promise<void>
}

/** Follows what changes in this process and elsewhere. Of the last `idsMax` owners it is known which; of all before, that some did. */
export async function followChanges({
  bus,
  clock,
  idsMax = 100_000,
}: {
  bus: Bus
  clock: Clock
  idsMax?: number
}): Promise<Changes> {
  const own = randomUUID()
  const times = changeTimes(() => clock.monotonicMs(), idsMax)
  let untold = new Set<string>()
  let announcedMs = Number.NEGATIVE_INFINITY
  const announce = () => {
    if (untold.size === 0) return
    announcedMs = clock.monotonicMs()
    bus.announce(changesSubject, Buffer.from([own, ...untold].join(' ')))
    untold = new Set()
  }
  const scheduleAnnouncing = () => {
    const waitMs = announcedMs + announceEveryMs - clock.monotonicMs()
    if (waitMs > 0) setTimeout(announce, waitMs)
    else setImmediate(announce)
  }
  const subscription = await bus.listen(
    changesSubject,
    (data) => {
      const [by, ...ids] = Buffer.from(data).toString().split(' ')
      if (by !== own) times.note(ids)
    },
    { onGap: () => times.note([everybody]) },
  )
  return {
    ...times,
    tell: (ownerIds) => {
      const ids = [...ownerIds]
      times.note(ids)
      if (untold.size === 0 && ids.length > 0) scheduleAnnouncing()
      for (const id of ids) untold.add(id)
    },
    stop: () => {
      announce()
      return subscription.stop()
    },
  }
}

/** When owners changed last. Two generations: the older one goes when the newer is full. */
export function changeTimes(nowMs: () => number, idsMax: number): Pick<Changes, 'haveBeen' | 'lastMs' | 'note'> {
  let newer = new Map<string, number>()
  let older = newer
  let newerSinceMs = Number.NEGATIVE_INFINITY
  // Until then anybody may have changed.
  let forgottenMs = Number.NEGATIVE_INFINITY
  const lastOf = (id: string) => newer.get(id) ?? older.get(id) ?? forgottenMs
  const lastMs = (ownerIds: Iterable<string>) => {
    let atMs = Math.max(forgottenMs, lastOf(everybody))
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
