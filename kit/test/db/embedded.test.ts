import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  type EmbeddedPostgres,
  ensureDatabase,
  openDatabase,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '@plinth/kit/db'
import { eventually, type RunningProcess, runProcess, throwawayFolder } from '@plinth/testkit'
import { clock, log } from './scratch.ts'

const script = fileURLToPath(new URL('processes/embedded.ts', import.meta.url))
const servers = new Set<EmbeddedPostgres>()
const folders: string[] = []

const holders: RunningProcess[] = []

after(async () => {
  await Promise.all(holders.map((holder) => holder.kill()))
  await Promise.all([...servers].map((server) => server.stop()))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
})

const start = async (dataDir: string): Promise<EmbeddedPostgres> => {
  const server = await startEmbeddedPostgres({ dataDir, log })
  servers.add(server)
  return server
}
const stop = async (server: EmbeddedPostgres): Promise<void> => {
  servers.delete(server)
  await server.stop()
}
const hold = (dataDir: string): RunningProcess => {
  const holder = runProcess(script, [dataDir])
  holders.push(holder)
  return holder
}
const postmasterPid = (dataDir: string) =>
  Number.parseInt(readFileSync(join(dataDir, 'data', 'postmaster.pid'), 'utf8'), 10)

async function asked(server: Pick<EmbeddedPostgres, 'url'>, text: string, name = 'postgres'): Promise<object[]> {
  const database = openDatabase({ url: server.url(name), poolMax: 1, clock, log })
  try {
    return await database.query({ text })
  } finally {
    await database.close()
  }
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string
  let made: string
  const folderOf = (name: string) => {
    const folder = throwawayFolder(name)
    folders.push(folder)
    return join(folder, 'postgres')
  }
  // Making a cluster takes a second: made once, and copied for each test with its owner.
  before(async () => {
    made = folderOf('embedded-made')
    await stop(await start(made))
  })
  beforeEach((t) => {
    dataDir = folderOf('embedded')
    if (!t.name.includes('at first start')) execFileSync('cp', ['-a', made, dataDir])
  })

  it('is made at first start, keeps its data, and is gone after stop', async () => {
    const first = await start(dataDir)
    assert.equal(first.joined, false)
    await ensureDatabase(first.url('mine'))
    await asked(first, 'CREATE TABLE kept AS SELECT 42 AS answer', 'mine')
    await stop(first)
    assert.equal(await runningEmbeddedPostgres({ dataDir }), undefined)
    const second = await start(dataDir)
    assert.deepEqual(await asked(second, 'SELECT answer FROM kept', 'mine'), [{ answer: 42 }])
    await stop(second)
  })

  it('is durable, in UTC, and closed without the password of its folder', async () => {
    const server = await start(dataDir)
    assert.deepEqual(
      await asked(
        server,
        `SELECT name, setting FROM pg_settings
      WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'TimeZone', 'listen_addresses') ORDER BY lower(name)`,
      ),
      [
        { name: 'fsync', setting: 'on' },
        { name: 'full_page_writes', setting: 'on' },
        { name: 'listen_addresses', setting: '' },
        { name: 'synchronous_commit', setting: 'on' },
        { name: 'TimeZone', setting: 'UTC' },
      ],
    )
    assert.equal(statSync(join(dataDir, 'password')).mode & 0o777, 0o600)
    assert.equal(statSync(dataDir).mode & 0o777, 0o700)
    const guessed = { url: (name: string) => server.url(name).replace(/plinth:[^@]+@/, 'plinth:guess@') }
    await assert.rejects(asked(guessed, 'SELECT 1'), (err) => {
      assert.match(err instanceof Error ? String(err.cause) : '', /password authentication failed/)
      return true
    })
    await stop(server)
  })

  it('is joined by a second start while it runs', async () => {
    const holder = hold(dataDir)
    await holder.line(/started/)
    const joined = await start(dataDir)
    assert.equal(joined.joined, true)
    assert.deepEqual(await asked(joined, 'SELECT 1 AS one'), [{ one: 1 }])
    const exit = await holder.kill('SIGTERM')
    assert.equal(exit.code, 0)
    assert.match(await joined.exited, /has ended/)
    servers.delete(joined)
  })

  it('runs once when two processes start it at once', async () => {
    const processes = [hold(dataDir), hold(dataDir)]
    const lines = await Promise.all(processes.map(async (one) => (await one.line(/(started|joined) /))[1]))
    assert.deepEqual(lines.sort(), ['joined', 'started'])
    await Promise.all(processes.map((one) => one.kill('SIGTERM')))
    assert.equal(await runningEmbeddedPostgres({ dataDir }), undefined)
  })

  it('ends with a process that is killed, and the next start finds everything that was committed', async () => {
    const holder = hold(dataDir)
    const [, url = ''] = await holder.line(/started (\S+)/)
    await asked({ url: () => url }, 'CREATE TABLE committed AS SELECT 1 AS one')
    await holder.kill('SIGKILL')
    const next = await start(dataDir)
    assert.deepEqual(await asked(next, 'SELECT * FROM committed'), [{ one: 1 }])
    await stop(next)
  })

  it('says so when it dies, and recovers at the next start', async () => {
    const server = await start(dataDir)
    await asked(server, 'CREATE TABLE committed AS SELECT 1 AS one')
    process.kill(postmasterPid(dataDir), 'SIGKILL')
    assert.match(await server.exited, /^the embedded database has ended/)
    servers.delete(server)
    const next = await start(dataDir)
    assert.deepEqual(await asked(next, 'SELECT * FROM committed'), [{ one: 1 }])
    await stop(next)
  })

  it('starts although a dead server left the pid of what is another program now', async () => {
    await stop(await start(dataDir))
    const bystander = runProcess(fileURLToPath(new URL('processes/bystander.ts', import.meta.url)))
    await bystander.line(/here/)
    const left = [bystander.pid, join(dataDir, 'data'), 1, 5432, join(dataDir, 'run'), '', '', 'ready'].join('\n')
    writeFileSync(join(dataDir, 'data', 'postmaster.pid'), `${left}\n`)
    const server = await start(dataDir)
    assert.equal(server.joined, false)
    await stop(server)
    await bystander.kill()
  })

  it('takes a folder whose path is too long for a socket', async () => {
    const server = await start(join(dataDir, randomBytes(60).toString('hex')))
    assert.deepEqual(await asked(server, 'SELECT 1 AS one'), [{ one: 1 }])
    await stop(server)
  })

  it('leaves no server behind when it cannot start, and says why', async () => {
    await stop(await start(dataDir))
    writeFileSync(join(dataDir, 'data', 'PG_VERSION'), '9.6\n')
    await assert.rejects(startEmbeddedPostgres({ dataDir, log }), /PostgreSQL ended: .*incompatible/)
    await eventually(async () => assert.equal(await runningEmbeddedPostgres({ dataDir }), undefined))
  })

  it('leaves no server behind when it refuses the password of its folder', async () => {
    writeFileSync(join(dataDir, 'password'), 'of-another-server')
    await assert.rejects(startEmbeddedPostgres({ dataDir, log }), /password authentication failed/)
    assert.equal(existsSync(join(dataDir, 'data', 'postmaster.pid')), false)
  })
})
