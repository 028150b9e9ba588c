import assert from 'node:assert/strict'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureDatabase, migrate, migrationState, openDatabase, unfitness } from '@plinth/kit/db'
import { runProcess } from '@plinth/testkit'
import { dedicatedServer } from '@plinth/testkit/servers'
import { clock, log, scratchDatabase, scratchUrl } from './scratch.ts'

const folders: string[] = []
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** A migrations folder that begins with the plumbing. */
async function migrationsFolder(more: Record<string, string>): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'kit-migrations-'))
  folders.push(folder)
  const plumbing = join(folder, '20261101000000_plumbing')
  await mkdir(plumbing)
  await copyFile(new URL('../../src/db/plumbing.sql', import.meta.url), join(plumbing, 'migration.sql'))
  for (const [name, sql] of Object.entries(more)) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'migration.sql'), sql)
  }
  await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n')
  return pathToFileURL(`${folder}/`)
}

const thing = { '20261101000001_thing': 'CREATE TABLE thing (id int PRIMARY KEY); -- a comment; with a semicolon\n' }

describe('migrate', () => {
  let url: string
  beforeEach(async () => {
    url = await scratchUrl()
  })
  const tables = async () => {
    const rows = await scratchDatabase(url, 1).query<{ name: string }>({
      text: `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    })
    return rows.map(({ name }) => name)
  }

  it('applies a folder in its order, once', async () => {
    const migrations = await migrationsFolder(thing)
    assert.deepEqual((await migrationState({ url, migrations })).pending.length, 2)
    assert.deepEqual(await migrate({ url, migrations, log }), ['20261101000000_plumbing', '20261101000001_thing'])
    assert.deepEqual(await migrate({ url, migrations, log }), [])
    const state = await migrationState({ url, migrations })
    const { database, applied, ...rest } = state
    assert.deepEqual(applied, ['20261101000000_plumbing', '20261101000001_thing'])
    assert.deepEqual(rest, { pending: [], unknown: [], failed: [], edited: [], isCompatible: false, isOthers: false })
    assert.equal(new URL(url).pathname, `/${database}`)
  })

  it('is done by one of four processes that start at once on a database that is not there yet', async () => {
    const migrations = await migrationsFolder(thing)
    const script = fileURLToPath(new URL('processes/migrate.ts', import.meta.url))
    const fresh = new URL(url)
    fresh.pathname += '_new'
    const processes = Array.from({ length: 4 }, () => runProcess(script, [fresh.href, migrations.href]))
    await Promise.all(processes.map((one) => one.line(/waiting/)))
    for (const { pid } of processes) process.kill(pid, 'SIGUSR2')
    const counts = await Promise.all(processes.map(async (one) => (await one.line(/applied (\d)/))[1]))
    assert.deepEqual(counts.sort(), ['0', '0', '0', '2'])
    await scratchDatabase(url, 1).query({ text: `DROP DATABASE "${fresh.pathname.slice(1)}" WITH (FORCE)` })
  })

  it('changes nothing when one migration of several fails, and says why', async () => {
    const broken = { ...thing, '20261101000002_broken': 'CREATE TABLE half (id int); SELECT 1/0;' }
    const failing = migrate({ url, migrations: await migrationsFolder(broken), log })
    await assert.rejects(failing, /failed and changed nothing: division by zero$/)
    assert.deepEqual(await tables(), [])
    await migrate({ url, migrations: await migrationsFolder(thing), log })
    assert.deepEqual(await tables(), ['_prisma_migrations', 'idempotency_key', 'outbox', 'thing'])
  })

  it('refuses a database that is newer than the folder, and names the migration', async () => {
    await migrate({ url, migrations: await migrationsFolder(thing), log })
    const older = migrate({ url, migrations: await migrationsFolder({}), log })
    await assert.rejects(
      older,
      /is newer than this version of Plinth \(it has the migration 20261101000001_thing\); install/,
    )
  })

  it('refuses a database of another part, which has other migrations of the same names, or of another program', async () => {
    const isOthers =
      /belongs to another part of Plinth or to another program \(it has the migration 20261101000002_other\)/
    const other = { '20261101000001_thing': 'CREATE TABLE other ();', '20261101000002_other': 'CREATE TABLE more ();' }
    await migrate({ url, migrations: await migrationsFolder(other), log })
    await assert.rejects(migrate({ url, migrations: await migrationsFolder(thing), log }), isOthers)
    await scratchDatabase(url, 1).query({
      text: `DELETE FROM _prisma_migrations WHERE migration_name <> '20261101000002_other'`,
    })
    await assert.rejects(migrate({ url, migrations: await migrationsFolder(thing), log }), isOthers)
  })

  it('runs on what a newer release made when that says so, and only then', async () => {
    const folders = {
      before: await migrationsFolder({}),
      released: await migrationsFolder(thing),
      next: await migrationsFolder({ ...thing, '20261101000002_more': 'ALTER TABLE thing ADD more text;' }),
    }
    await writeFile(new URL('compatible-since', folders.next), '20261101000001_thing\n')
    await migrate({ url, migrations: folders.next, log })
    assert.deepEqual(await migrate({ url, migrations: folders.released, log }), [])
    await assert.rejects(migrate({ url, migrations: folders.before, log }), /is newer than this version of Plinth/)
  })

  it('refuses what another tool began and did not finish', async () => {
    const migrations = await migrationsFolder(thing)
    await migrate({ url, migrations, log })
    await scratchDatabase(url, 1).query({
      text: `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%thing'`,
    })
    await assert.rejects(migrate({ url, migrations, log }), /20261101000001_thing .* was begun and never finished/)
  })

  it('tells an edited migration', async () => {
    await migrate({ url, migrations: await migrationsFolder(thing), log })
    const edited = await migrationsFolder({ '20261101000001_thing': 'CREATE TABLE thing (id bigint PRIMARY KEY);' })
    assert.deepEqual((await migrationState({ url, migrations: edited })).edited, ['20261101000001_thing'])
  })
})

describe('ensureDatabase', () => {
  it('makes a missing database once, however many ask', async () => {
    const url = new URL(await scratchUrl())
    const neighbour = url.href
    url.pathname += '_many'
    await Promise.all(Array.from({ length: 8 }, () => ensureDatabase(url.href)))
    await scratchDatabase(url.href, 1).ready()
    await scratchDatabase(neighbour, 1).query({ text: `DROP DATABASE "${url.pathname.slice(1)}" WITH (FORCE)` })
  })

  it('makes one that suits Plinth on a server whose language sorts IDs in another order', async () => {
    const server = await dedicatedServer('postgres')
    const admin = openDatabase({ url: server.url, poolMax: 1, clock, log })
    try {
      for (const text of [
        `CREATE DATABASE danish IS_TEMPLATE true TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'da'`,
        // As initdb leaves it.
        `UPDATE pg_database SET datcollversion = NULL WHERE datname = 'danish'`,
        'ALTER DATABASE template0 IS_TEMPLATE false',
        'DROP DATABASE template0',
        'ALTER DATABASE danish RENAME TO template0',
      ])
        await admin.query({ text })
      const url = new URL(server.url)
      url.pathname = '/made'
      await ensureDatabase(url.href)
      assert.equal(await unfitness(url.href), undefined)
    } finally {
      await admin.close()
      await server.stop()
    }
  })
})
