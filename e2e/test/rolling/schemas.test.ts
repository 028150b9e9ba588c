import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { migrate, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { testDatabase } from '@plinth/testkit'

const log = openLog({ level: 'silent', name: 'schemas' })

interface Column {
  name: string
  type: string
  must_be_given: boolean
}

for (const service of ['identity', 'tenancy', 'webhooks']) {
  const folder = fileURLToPath(new URL(`../../../services/${service}/prisma/migrations/`, import.meta.url))
  describe(`the schema of ${service}`, () => {
    it('leaves everything in place that the releases use which it says run on it', async () => {
      const since = readFileSync(join(folder, 'compatible-since'), 'utf8').trim()
      const names = readdirSync(folder).filter((name) => /^\d/.test(name))
      assert.ok(names.includes(since), `${since} is no migration of ${service}`)
      const before = await columns(migrationsUntil(folder, names, since))
      const now = await columns(pathToFileURL(folder))
      for (const [table, then] of before) {
        const there = now.get(table)
        assert.ok(there, `${table} is gone`)
        for (const { name, type } of then) {
          const column: Column | undefined = there.find((one) => one.name === name)
          assert.equal(column?.type, type, `${table}.${name}`)
        }
        // Columns that the INSERTs of the release before name.
        const known = new Set(then.filter((one) => one.must_be_given).map(({ name }) => name))
        const asked = there.filter((one) => one.must_be_given && !known.has(one.name))
        assert.deepEqual(asked, [], `${table} asks for columns that the release before does not know`)
      }
    })
  })
}

function migrationsUntil(folder: string, names: readonly string[], last: string): URL {
  const copy = mkdtempSync(join(tmpdir(), 'plinth-schemas-'))
  after(() => rmSync(copy, { recursive: true }))
  for (const name of names) if (name <= last) cpSync(join(folder, name), join(copy, name), { recursive: true })
  return pathToFileURL(`${copy}/`)
}

async function columns(migrations: URL): Promise<Map<string, Column[]>> {
  const { url } = await testDatabase()
  await migrate({ url, migrations, log })
  const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const rows = await database.query<Column & { table: string }>({
      text: `SELECT table_name AS table, column_name AS name, udt_name AS type,
                    is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AS must_be_given
             FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position`,
    })
    return Map.groupBy(rows, (row) => row.table)
  } finally {
    await database.close()
  }
}
