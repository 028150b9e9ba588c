import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { migrate, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually } from './eventually.ts'
import { testDatabase } from './test-database.ts'

/**
 * Migrates a database of the release before while a transaction of that release holds what its first statement takes, and runs
 * the second once the migration waits. Rejects when either of them fails.
 */
export async function migrateBesideCall({
  migrations,
  statements: [first, second],
}: {
  migrations: URL
  statements: readonly [string, string]
}): Promise<void> {
  const log = openLog({ level: 'silent', name: 'migrating' })
  const before = await migrationsOfReleaseBefore(fileURLToPath(migrations))
  const { url, drop } = await testDatabase()
  const database = openDatabase({ url, poolMax: 4, clock: new SystemClock(), log })
  try {
    await migrate({ url, migrations: pathToFileURL(`${before}/`), log })
    const client = await database.pool.connect()
    await client.query('BEGIN')
    await client.query(first)
    const migrated = migrate({ url, migrations, log })
    const outcome = Promise.allSettled([migrated])
    try {
      await eventually(async () => {
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
        assert.equal((await database.query({ text: waiting })).length, 1)
      })
      await client.query(second)
      await client.query('COMMIT')
    } finally {
      client.release(true)
      await outcome
    }
    await migrated
  } finally {
    await database.close()
    await drop()
    await rm(before, { recursive: true })
  }
}

async function migrationsOfReleaseBefore(folder: string): Promise<string> {
  const last = (await readFile(join(folder, 'compatible-since'), 'utf8')).trim()
  const copy = await mkdtemp(join(tmpdir(), 'plinth-migrations-'))
  for (const name of await readdir(folder))
    if (!/^\d/.test(name) || name <= last) await cp(join(folder, name), join(copy, name), { recursive: true })
  return copy
}
