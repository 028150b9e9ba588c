import type { Database } from '@plinth/kit/db'
import { gauge } from '@plinth/kit/metrics'
import type { PartName } from '@plinth/kit/part'

const outboxLag = gauge({
  name: 'plinth_outbox_lag_seconds',
  help: 'Age of the oldest event that not every consumer has confirmed.',
  labels: ['part'],
})
const connections = gauge({
  name: 'db_client_connection_count',
  help: 'Connections to the database of a part, by state.',
  labels: ['db_client_connection_pool_name', 'db_client_connection_state'],
})
const waiting = gauge({
  name: 'db_client_connection_pending_requests',
  help: 'Calls that wait for a connection to the database of a part.',
  labels: ['db_client_connection_pool_name'],
})

/** Exposes metrics of the databases of this process. Returns a function that ends it. */
export function showDatabases(databases: ReadonlyMap<PartName, Database>): () => void {
  const ends = [...databases].flatMap(([part, database]) => [
    outboxLag.read(async () => [{ value: await lagOf(database), labels: [part] }]),
    connections.read(() => {
      const { totalCount, idleCount } = database.pool
      return [
        { value: totalCount - idleCount, labels: [part, 'used'] },
        { value: idleCount, labels: [part, 'idle'] },
      ]
    }),
    waiting.read(() => [{ value: database.pool.waitingCount, labels: [part] }]),
  ])
  return () => {
    for (const end of ends) end()
  }
}

// IDs grow with time, so the first one is the oldest, and the primary key finds it.
async function lagOf(database: Database): Promise<number> {
  const [oldest] = await database.query<{ age: number }>({
    name: 'outbox_lag',
    text: 'SELECT greatest(0, extract(epoch FROM plinth_now() - created_at))::float8 AS age FROM outbox ORDER BY id LIMIT 1',
  })
  return oldest?.age ?? 0
}
