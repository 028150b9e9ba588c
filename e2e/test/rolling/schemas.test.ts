import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
  const names = readdirSync(folder).filter((name) => /^\d/.test(name))
  describe(`the schema of ${service}`, () => {
    it('is made by two migrations until there is a release that must run on it', () => {
      if (!existsSync(join(folder, 'compatible-since'))) assert.equal(names.length, 2, 'put the change into init')
    })

    it('leaves everything in place that the releases use which it says run on it', async () => {
      const file = join(folder, 'compatible-since')
      const since = existsSync(file) ? readFileSync(file, 'utf8').trim() : (names.at(-1) ?? '')
      assert.ok(names.includes(since), `${since} is no migration of ${service}`)
      const before = await columns(migrationsUntil(folder, names, since))
      assert.deepEqual(lost(before, await columns(pathToFileURL(folder))), [])
    })
  })
}

describe('the comparison', () => {
  it('names a table and a column that are gone, another type, and a column that must be given', () => {
    const column = (name: string, type: string, must_be_given = false): Column => ({ name, type, must_be_given })
    const before = new Map([
      ['gone', [column('id', 'text')]],
      ['kept', [column('id', 'text'), column('size', 'int8'), column('lost', 'text')]],
    ])
    const now = new Map([['kept', [column('id', 'text'), column('size', 'int4'), column('asked', 'text', true)]]])
    assert.deepEqual(lost(before, now), [
      'gone is gone',
      'kept.size is int4 and was int8',
      'kept.lost is gone',
      'kept.asked must be given, which the earlier release does not know',
    ])
  })
})

function lost(before: Map<string, Column[]>, now: Map<string, Column[]>): string[] {
  return [...before].flatMap(([table, then]) => {
    const there = now.get(table)
    if (there === undefined) return [`${table} is gone`]
    const changed = then.flatMap(({ name, type }) => {
      const column = there.find((one) => one.name === name)
      if (column === undefined) return [`${table}.${name} is gone`]
      return column.type === type ? [] : [`${table}.${name} is ${column.type} and was ${type}`]
    })
    const known = new Set(then.filter((one) => one.must_be_given).map(({ name }) => name))
    const asked = there.filter((one) => one.must_be_given && !known.has(one.name))
    return [
      ...changed,
      ...asked.map(({ name }) => `${table}.${name} must be given, which the earlier release does not know`),
    ]
  })
}

function migrationsUntil(folder: string, names: readonly string[], last: string): URL {
  const copy = mkdtempSync(join(tmpdir(), 'plinth-schemas-'))
  after(() => rmSync(copy, { recursive: true }))
  for (const name of names) if (name <= last) cpSync(join(folder, name), join(copy, name), { recursive: true })
  return pathToFileURL(`${copy}/`)
}

async function columns(migrations: URL): Promise<Map<string, Column[]>> {
  const { url, drop } = await testDatabase()
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
    await drop()
  }
}
