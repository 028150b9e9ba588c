// What is remembered of a plan or a balance is dropped when its owner changes: at once by this process' own writes, and by
// announcement for those of other replicas. An announcement may be lost: whoever remembers bounds the age besides.
import { randomUUID } from 'node:crypto'
import type { Bus, Subscription } from '@plinth/kit/bus'
import type { Database, Tx } from '@plinth/kit/db'
import { LRUCache } from 'lru-cache'
import { concernedBy, entitlementsChanged as subject } from '../events.ts'

const ownersMax = 100_000

/** What holds for every owner changes with this one. */
export const everybody = 'catalog'

export interface Changes {
  /** The present; what is asked of PostgreSQL from now on holds every change so far. */
  mark(): number
  haveBeen(ownerIds: Iterable<string>, since: number): boolean
  /** Of a committed change. */
  tell(ownerIds: Iterable<string>): void
}

export interface FollowedChanges extends Changes {
  stop(): Promise<void>
}

/** Follows what changes in this process and elsewhere. */
export async function followChanges(database: Database, bus: Bus): Promise<FollowedChanges> {
  const own = randomUUID()
  let now = 0
  // Older than all that is known: what was forgotten for want of room may have been.
  let forgotten = 0
  const last = new LRUCache<string, number>({
    max: ownersMax,
    dispose: (at, _owner, reason) => {
      if (reason === 'evict') forgotten = Math.max(forgotten, at)
    },
  })
  const note = (ownerIds: Iterable<string>) => {
    now++
    for (const id of ownerIds) last.set(id, now)
  }
  let untold = new Set<string>()
  const announce = () => {
    bus.announce(subject, Buffer.from([own, ...untold].join(' ')))
    untold = new Set()
  }
  const tell = (ownerIds: Iterable<string>) => {
    const ids = [...ownerIds]
    note(ids)
    if (untold.size === 0) setImmediate(announce)
    for (const id of ids) untold.add(id)
  }
  const stopListening = database.onCommitted((rows) => tell(rows.flatMap(concernedBy)))
  const subscription: Subscription = await bus.listen(
    subject,
    (data) => {
      const [by, ...ids] = Buffer.from(data).toString().split(' ')
      if (by !== own) note(ids)
    },
    { onGap: () => note([everybody]) },
  )
  return {
    mark: () => now,
    haveBeen: (ownerIds, since) => {
      if (since < forgotten) return true
      for (const id of ownerIds) if ((last.get(id) ?? 0) > since) return true
      return (last.get(everybody) ?? 0) > since
    },
    tell,
    stop: async () => {
      stopListening()
      await subscription.stop()
    },
  }
}

const touched = new WeakMap<Tx, Set<string>>()

/** Says within a transaction whose balance it changes; it is told once that has committed. */
export function touch(tx: Tx, ownerId: string): void {
  touched.get(tx)?.add(ownerId)
}

/** The same database; what its transactions touched is told after their commit, before anybody hears of it. */
export function tellingDatabase(database: Database, changes: Changes): Database {
  return {
    pool: database.pool,
    query: (statement) => database.query(statement),
    onCommitted: (listener) => database.onCommitted(listener),
    ready: () => database.ready(),
    close: () => database.close(),
    transaction: async (fn, opening) => {
      const owners = new Set<string>()
      const result = await database.transaction((tx, opened) => {
        touched.set(tx, owners)
        return fn(tx, opened)
      }, opening)
      if (owners.size > 0) changes.tell(owners)
      return result
    },
  }
}
