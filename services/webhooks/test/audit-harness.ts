import { randomBytes } from 'node:crypto'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, type Queryable } from '@plinth/kit/db'
import { type Logger, openLog } from '@plinth/kit/log'
import { make, testDatabase } from '@plinth/testkit'
import { type AuditEntry, entryOf } from '../src/audit-log/entry.ts'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { sealStart } from '../src/audit-log/seal-store.ts'
import { sealBatch } from '../src/audit-log/sealer.ts'
import { insertEntries } from '../src/audit-log/store.ts'
import { type VerifiedMonth, verifyAuditLog } from '../src/audit-log/verify.ts'
import { webhooks } from '../src/index.ts'

export interface AuditHarness {
  database: Database
  log: Logger
  /** Another pool on the same data, as of another process. */
  another(): Database
  /** Stores so many entries of a month and returns them; they wait for their seals. */
  store(month: string, count: number): Promise<AuditEntry[]>
  /** Seals until nothing waits. */
  seal(): Promise<void>
  verify(month: string, through?: Database, signal?: AbortSignal): Promise<VerifiedMonth | undefined>
  /** Changes rows as a superuser may who has turned the triggers off. */
  byHand(text: string, values?: unknown[]): Promise<void>
  stop(): Promise<void>
}

/** The audit log on a database of its own, without a service that seals meanwhile. */
export async function startAuditHarness(): Promise<AuditHarness> {
  const { url, drop } = await testDatabase(webhooks.migrations)
  const log = openLog({ level: 'fatal', name: 'webhooks' })
  const open = () => openDatabase({ url, poolMax: 8, clock: new SystemClock(), log })
  const opened = [open()]
  const [database] = opened as [Database]
  const auditMonths = { ensure: async () => undefined, forget: () => undefined }
  return {
    database,
    log,
    another: () => {
      const other = open()
      opened.push(other)
      return other
    },
    store: async (month, count) => {
      await makeMonths(database, [month])
      const entries = Array.from({ length: count }, (_, at) => entryIn(month, at))
      await database.transaction((tx) => insertEntries(tx, entries))
      return entries
    },
    seal: async () => {
      while ((await sealBatch({ database, log, auditMonths, start: sealStart() })) > 0);
    },
    verify: async (month, through = database, signal = undefined) => {
      const found: VerifiedMonth[] = []
      for await (const one of verifyAuditLog(through, {
        from: month,
        to: month,
        heads: [],
        onProgress: () => undefined,
        ...(signal === undefined ? {} : { signal }),
      }))
        found.push(one)
      return found[0]
    },
    byHand: async (text, values = []) => {
      const client = await database.pool.connect()
      try {
        await client.query('BEGIN; SET LOCAL session_replication_role = replica')
        await client.query(text, values)
        await client.query('COMMIT')
      } finally {
        client.release()
      }
    },
    stop: async () => {
      for (const one of opened) await one.close()
      await drop()
    },
  }
}

/** An entry of the month, so many seconds after its beginning. */
export function entryIn(month: string, seconds: number): AuditEntry {
  const workspaceId = make.id('ws')
  return entryOf({
    ...{ id: make.id('evt'), type: 'workspace.updated', workspaceId, namespaceId: '', objectId: workspaceId },
    ...{ objectType: 'workspace', attributesJson: '{}', objectName: 'Acme', requestId: make.id('req') },
    actor: { type: 'user', id: make.id('usr'), keyId: make.id('key'), name: 'Ada' },
    changesJson: '{"name":{"from":"Acme Ltd","to":"Acme"}}',
    createdAt: new Date(Date.parse(`${month}-01T00:00:00Z`) + seconds * 1_000),
  })
}

/**
 * Gives the tables of the audit log to a role that is no superuser, as of a real service, and takes back everything after the work; what
 * is tried in a statement at once.
 */
export async function asOwner(
  database: Database,
  work: (tried: (text: string) => Promise<unknown>, db: Queryable) => Promise<void>,
): Promise<void> {
  const role = `audit_owner_${randomBytes(4).toString('hex')}`
  const client = await database.pool.connect()
  const tried = async (text: string) => {
    await client.query('SAVEPOINT before')
    try {
      return await client.query(text)
    } finally {
      await client.query('ROLLBACK TO before')
    }
  }
  try {
    await client.query(`BEGIN; CREATE ROLE ${role}; GRANT CREATE, USAGE ON SCHEMA public TO ${role}`)
    const { rows } = await client.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relname ~ '^audit_' AND relkind IN ('r', 'p')`,
    )
    for (const { name } of rows) await client.query(`ALTER TABLE ${name} OWNER TO ${role}`)
    await client.query(`SET LOCAL ROLE ${role}`)
    await work(tried, { query: async ({ text, values }) => (await client.query(text, [...(values ?? [])])).rows })
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}
