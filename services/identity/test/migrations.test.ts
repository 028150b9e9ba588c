import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { migrate, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, testDatabase, testServers } from '@plinth/testkit'

const migrations = new URL('../prisma/migrations/', import.meta.url)
const lastBefore = '20261125180100_told'

describe('the migrations of this release', () => {
  it('wait for a transaction that reads users first and keys next, as the release before makes a key', async () => {
    await testServers().postgres()
    const { url, drop } = await testDatabase()
    const log = openLog({ level: 'silent', name: 'test' })
    const database = openDatabase({ url, poolMax: 3, clock: new SystemClock(), log })
    const before = await folderUntil(lastBefore)
    try {
      await migrate({ url, migrations: pathToFileURL(`${before}/`), log })
      const migrating = await database.transaction(async (tx) => {
        await tx.query({ text: `SELECT FROM "user" WHERE id = '' FOR KEY SHARE` })
        const applied = migrate({ url, migrations, log }).catch((err: Error) => err.message)
        await eventually(async () => {
          const rows = await database.query({
            text: `SELECT FROM pg_stat_activity WHERE datname = current_database()
              AND application_name = 'plinth migrate' AND cardinality(pg_blocking_pids(pid)) > 0`,
          })
          assert.equal(rows.length, 1)
        })
        await tx.query({ text: 'SELECT FROM api_key' })
        // In an object, for a promise would be awaited here.
        return { applied }
      })
      const applied = await migrating.applied
      assert.ok(Array.isArray(applied) && applied.length > 0, String(applied))
    } finally {
      await database.close()
      await drop()
      await rm(before, { recursive: true })
    }
  })
})

async function folderUntil(last: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'identity-migrations-'))
  const names = (await readdir(migrations)).filter((name) => !/^\d/.test(name) || name <= last)
  for (const name of names) await cp(fileURLToPath(new URL(name, migrations)), join(folder, name), { recursive: true })
  return folder
}
