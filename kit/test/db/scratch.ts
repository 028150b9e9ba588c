import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, ensureDatabase, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { testServers } from '@plinth/testkit/servers'

export const log = openLog({ level: process.env['LOG_LEVEL'] ?? 'silent', name: 'kit-test' })
export const clock = new SystemClock()

// Registered on import, so that they belong to the file and not to the hook that asks for a database.
const endings: (() => Promise<void>)[] = []
after(async () => {
  for (const end of endings.reverse()) await end()
})

/** The URL of an empty database of this test file's own; dropped at its end. */
export async function scratchUrl(): Promise<string> {
  const server = await testServers().postgres()
  const url = new URL(server)
  const name = `kit_test_${process.pid}_${randomBytes(4).toString('hex')}`
  url.pathname = `/${name}`
  await ensureDatabase(url.href)
  endings.push(() => asAdmin(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
  return url.href
}

/** A database that holds the plumbing and nothing else. */
export async function plumbedDatabase(poolMax = 10): Promise<Database & { url: string }> {
  const url = await scratchUrl()
  const plumbing = await readFile(new URL('../../src/db/plumbing.sql', import.meta.url), 'utf8')
  await asAdmin(url, plumbing)
  return Object.assign(scratchDatabase(url, poolMax), { url })
}

/** The number `rows` of a query of PostgreSQL's statistics, up to date for a database of one session. */
export async function rowsScanned(database: Database, text: string): Promise<number> {
  await database.query({ text: 'SELECT pg_stat_force_next_flush()' })
  const [row] = await database.query<{ rows: number }>({ text })
  return Number(row?.rows)
}

/** Another pool on a scratch database; closed at the end of the file. */
export function scratchDatabase(url: string, poolMax = 10): Database {
  const database = openDatabase({ url, poolMax, clock, log })
  endings.push(() => database.close())
  return database
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const admin = openDatabase({ url, poolMax: 1, clock, log })
  try {
    await admin.query({ text: sql })
  } finally {
    await admin.close()
  }
}
