import { cached } from '@plinth/kit/async/cached'
import { startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { advisoryLocks } from '../advisory-locks.ts'
import { fail } from '../errors.ts'

const everyMs = 3_600_000
const buildMs = 6 * 3_600_000

interface MissingIndex {
  table: string
  /** Of the partitioned table. */
  parent: string
  partition: string
  /** The statement that makes the parent's index. */
  definition: string
  /** That of an earlier build, which may not have ended. */
  state: 'none' | 'unfinished' | 'built'
}

/** Builds, every hour, the indexes that partitions made before a migration lack. Stopping ends a build. */
export function startPartitionIndexes({ database, log }: { database: Database; log: Logger }): {
  stop(): Promise<void>
} {
  const stopping = new AbortController()
  const job = startJob({
    name: 'webhooks indexes of partitions',
    everyMs,
    run: (achieved) => buildIndexes(database, { signal: stopping.signal, achieved }),
    onFailure: (err, failures) =>
      stopping.signal.aborted ||
      log.warn({ err, failures }, 'building the indexes of earlier days failed; retrying in a minute'),
  })
  const stop = () => {
    stopping.abort()
    return job.stop()
  }
  return { stop }
}

/**
 * Nothing waits for it but what changes the shape of a table. Returns at once while another process builds; rejects when it is
 * aborted, and the next run goes on from there.
 */
export async function buildIndexes(
  database: Database,
  { signal, achieved }: { signal?: AbortSignal; achieved?: () => void } = {},
): Promise<void> {
  if ((await missingOf(database)).length === 0) return
  const client = await database.pool.connect()
  let cancel = () => undefined as unknown
  try {
    // One process builds, the others look again later.
    const locking = `SELECT pg_try_advisory_lock($1) AS locked, pg_backend_pid() AS pid`
    const { rows } = await client.query<{ locked: boolean; pid: number }>(locking, [advisoryLocks.partitionIndexes])
    if (rows[0]?.locked !== true) return
    const cancelling = { text: 'SELECT pg_cancel_backend($1)', values: [rows[0].pid] }
    cancel = () => database.query(cancelling).catch(() => undefined)
    signal?.addEventListener('abort', cancel)
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0')
    for (const missing of await missingOf(database)) {
      for (const text of stepsOf(missing)) {
        signal?.throwIfAborted()
        // Also beyond the time after which the driver gives a statement up.
        await client.query(patient(text))
      }
      achieved?.()
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    // With its lock and its settings.
    client.release(true)
  }
}

/**
 * Resolves where every partition of the table has its indexes, and from then on asks no more. Else SERVICE_UNAVAILABLE: without
 * them a list would read and sort whole days.
 */
export function indexesOf(database: Database, table: 'event' | 'delivery'): () => Promise<void> {
  let isComplete = false
  const missing = cached(() => missingOf(database))
  return async () => {
    // Not pg_index.indisvalid: it stays false when the last day without the index is dropped.
    isComplete ||= (await missing()).every((one) => one.table !== table)
    if (!isComplete) throw fail.indexesMissing()
  }
}

async function missingOf(database: Database): Promise<MissingIndex[]> {
  return database.query<MissingIndex>({
    name: 'partition_indexes_missing',
    text: `SELECT o.relname::text AS table, i.relname::text AS parent, p.relname::text AS partition, pg_get_indexdef(x.indexrelid) AS definition,
        CASE WHEN own.indisvalid THEN 'built' WHEN own.indisvalid IS NULL THEN 'none' ELSE 'unfinished' END AS state
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class o ON o.oid = x.indrelid
      JOIN pg_inherits t ON t.inhparent = x.indrelid JOIN pg_class p ON p.oid = t.inhrelid
      LEFT JOIN pg_class c ON c.relnamespace = p.relnamespace AND c.relname = p.relname || substr(i.relname, length(o.relname) + 1)
      LEFT JOIN pg_index own ON own.indexrelid = c.oid
      WHERE x.indrelid = ANY ('{event,delivery}'::regclass[]) AND NOT x.indisunique AND NOT EXISTS (
        SELECT FROM pg_inherits n JOIN pg_index had ON had.indexrelid = n.inhrelid
        WHERE n.inhparent = x.indexrelid AND had.indrelid = p.oid)
      ORDER BY p.relname DESC, i.relname`,
  })
}

const patient = (text: string) => ({ text, query_timeout: buildMs })

function stepsOf({ table, parent, partition, definition, state }: MissingIndex): string[] {
  const name = partition + parent.slice(table.length)
  const columns = definition.replace(/^CREATE INDEX \S+ ON ONLY \S+/, '')
  return [
    ...(state === 'unfinished' ? [`DROP INDEX CONCURRENTLY "${name}"`] : []),
    ...(state === 'built' ? [] : [`CREATE INDEX CONCURRENTLY "${name}" ON "${partition}"${columns}`]),
    // Keeps its readers out for a moment, and others wait behind it: where one is long, the next run attaches the index.
    `SET lock_timeout = '2s'`,
    `ALTER INDEX "${parent}" ATTACH PARTITION "${name}"`,
    'SET lock_timeout = 0',
  ]
}
