import { type Changes, everybody } from '@plinth/kit/changes'
import type { Database, Tx } from '@plinth/kit/db'
import { catalogId } from '../catalog/catalog.ts'

const touched = new WeakMap<Tx, Set<string>>()

/** Says within a transaction whose balance it changes; it is told once that has committed. */
export function touch(tx: Tx, ownerId: string): void {
  touched.get(tx)?.add(ownerId)
}

/** The same database; whom its transactions touched, and whom their events concern, is told right after their commit. */
export function tellingDatabase(database: Database, changes: Pick<Changes, 'tell'>): Database {
  const concerned = (id: string) => (id === catalogId ? everybody : id)
  database.onCommitted((rows) => changes.tell(rows.flatMap(({ about }) => about.map(concerned))))
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
