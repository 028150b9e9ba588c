import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Database, migrate } from '@plinth/kit/db'
import { log, scratchDatabase, scratchUrl } from './scratch.ts'

/** An empty database whose sessions begin with these settings, as after ALTER ROLE … SET. */
async function databaseWith(settings: Record<string, string>): Promise<string> {
  const url = await scratchUrl()
  const admin = scratchDatabase(url, 1)
  const name = new URL(url).pathname.slice(1)
  for (const [setting, value] of Object.entries(settings))
    await admin.query({ text: `ALTER DATABASE "${name}" SET ${setting} = ${value}` })
  return url
}

const setting = async (database: Database, name: string) => {
  const [row] = await database.query<{ value: string }>({ text: 'SELECT current_setting($1) AS value', values: [name] })
  return row?.value
}

it('times, bytes and numbers are read alike, whatever their form in other programs', async () => {
  const url = await databaseWith({
    datestyle: "'German'",
    timezone: "'Asia/Kolkata'",
    intervalstyle: "'sql_standard'",
    bytea_output: "'escape'",
    extra_float_digits: '-5',
  })
  const [row] = await scratchDatabase(url, 1).query({
    text: `SELECT '2026-11-05T01:02:03.456Z'::timestamptz AS time, '2026-11-05T20:00:00Z'::timestamptz::date::text AS day,
      '\\x00ff'::bytea::text AS bytes, (0.1::float8 + 0.2)::text AS number, interval '90 min'::text AS span`,
  })
  assert.deepEqual(row, {
    time: new Date('2026-11-05T01:02:03.456Z'),
    day: '2026-11-05',
    bytes: '\\x00ff',
    number: '0.30000000000000004',
    span: '01:30:00',
  })
})

it('a pattern keeps its backslashes', async () => {
  const url = await databaseWith({ standard_conforming_strings: 'off' })
  const [row] = await scratchDatabase(url, 1).query({ text: `SELECT 'a1' ~ '^a\\d$' AS fits` })
  assert.deepEqual(row, { fits: true })
})

it('statements outside of a transaction see what others commit meanwhile', async () => {
  const url = await databaseWith({ default_transaction_isolation: 'serializable' })
  assert.equal(await setting(scratchDatabase(url, 1), 'transaction_isolation'), 'read committed')
})

it('limits of the server for idle sessions do not end the connection that holds a lock', async () => {
  const url = await databaseWith({ idle_session_timeout: '100', statement_timeout: '1000' })
  const database = scratchDatabase(url, 1)
  assert.equal(await setting(database, 'idle_session_timeout'), '0')
  assert.equal(await setting(database, 'statement_timeout'), '10s')
  assert.equal(await setting(database, 'lock_timeout'), '3s')
})

it('a commit is on disk before it is answered; a stronger promise stays', async () => {
  for (const [given, kept] of [
    ['off', 'on'],
    ['remote_apply', 'remote_apply'],
  ] as const)
    assert.equal(
      await setting(scratchDatabase(await databaseWith({ synchronous_commit: given }), 1), 'synchronous_commit'),
      kept,
    )
})

it('migrations take their time, and make their tables in the schema where the next start looks for them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kit-migrations-'))
  after(() => rm(folder, { recursive: true }))
  await cp(new URL('../../src/db/plumbing.sql', import.meta.url), join(folder, '20261101000000_plumbing/migration.sql'))
  await mkdir(join(folder, '20261101000001_slow'))
  await writeFile(join(folder, '20261101000001_slow/migration.sql'), 'SELECT pg_sleep(0.3); CREATE TABLE slow (id int)')
  await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n')
  const url = await databaseWith({ search_path: 'elsewhere, public', statement_timeout: '100', datestyle: "'German'" })
  await scratchDatabase(url, 1).query({ text: 'CREATE SCHEMA elsewhere' })
  const migrations = pathToFileURL(`${folder}/`)
  assert.equal((await migrate({ url, migrations, log })).length, 2)
  assert.deepEqual(await migrate({ url, migrations, log }), [])
})
