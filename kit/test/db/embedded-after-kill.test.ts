// Everything is killed with -9, and started again at once.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type EmbeddedPostgres, openDatabase, runningEmbeddedPostgres, startEmbeddedPostgres } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, type RunningProcess, runProcess, throwawayFolder } from '@plinth/testkit'
import { findBinaries } from '../../src/db/embedded/binaries.ts'
import { layoutOf, serverArguments } from '../../src/db/embedded/cluster.ts'
import { run, serverAccount } from '../../src/db/embedded/run-program.ts'
import { clock, log } from './scratch.ts'

/** How often: 50 show what is rare. */
const kills = Number(process.env['KILLS'] || 2)
const script = fileURLToPath(new URL('processes/embedded.ts', import.meta.url))

describe('the embedded PostgreSQL, right after kill -9', { skip: process.platform !== 'linux' }, () => {
  const folder = throwawayFolder('killed')
  const dataDir = join(folder, 'postgres')
  const ends: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }))
  const start = async (): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir, log })
    ends.push(() => server.stop())
    return server
  }
  const hold = (): RunningProcess => {
    const holder = runProcess(script, [dataDir])
    ends.push(() => holder.kill())
    return holder
  }
  const postmasterPid = () => Number.parseInt(readFileSync(join(dataDir, 'data', 'postmaster.pid'), 'utf8'), 10)

  it('of it and its process, starts and has what was committed', async () => {
    let server = hold()
    let [, url = ''] = await server.line(/started (\S+)/)
    await asked(url, 'CREATE TABLE starts (n int)')
    for (let n = 1; n <= kills; n++) {
      await asked(url, `INSERT INTO starts VALUES (${n})`)
      const postmaster = postmasterPid()
      kill(server.pid, postmaster, ...childrenOf(postmaster))
      server = hold()
      ;[, url = ''] = await server.line(/started (\S+)/)
      assert.deepEqual(await asked(url, 'SELECT count(*)::int AS count FROM starts'), [{ count: n }])
    }
  })

  it('of it and its process, starts once although two start it at once', async () => {
    let holders = [hold()]
    await holders[0]?.line(/started/)
    for (let n = 1; n <= kills; n++) {
      const postmaster = postmasterPid()
      kill(...holders.map(({ pid }) => pid), postmaster, ...childrenOf(postmaster))
      holders = [hold(), hold()]
      const said = await Promise.all(holders.map(async (one) => (await one.line(/(started|joined) /))[1]))
      assert.deepEqual(said.sort(), ['joined', 'started'])
      assert.notEqual(stateOf(postmasterPid()), undefined)
    }
  })

  it('starts although no process reaps the killed one', async () => {
    await (await start()).stop()
    for (let n = 1; n <= kills; n++) {
      ends.push(await unreaped(dataDir))
      const postmaster = postmasterPid()
      kill(postmaster, ...childrenOf(postmaster))
      await eventually(() => assert.equal(stateOf(postmaster), 'Z'))
      const server = await start()
      assert.equal(server.joined, false)
      assert.equal(stateOf(postmaster), 'Z')
      await server.stop()
    }
  })

  it('or frozen: is stopped, and has what was committed', { timeout: 60_000 }, async () => {
    const server = await start()
    await asked(server.url('postgres'), 'CREATE TABLE frozen AS SELECT 1 AS one')
    const postmaster = postmasterPid()
    process.kill(postmaster, 'SIGSTOP')
    ends.push(() => kill(postmaster))
    await server.stop()
    assert.equal(stateOf(postmaster), undefined)
    assert.deepEqual(await asked((await start()).url('postgres'), 'SELECT * FROM frozen'), [{ one: 1 }])
  })

  it('of the postmaster alone, waits until its backends have let go of the data', async () => {
    const holder = hold()
    const [, url = ''] = await holder.line(/started (\S+)/)
    await asked(url, 'CREATE TABLE committed AS SELECT 1 AS one')
    const postmaster = postmasterPid()
    const [backend = 0] = childrenOf(postmaster)
    process.kill(backend, 'SIGSTOP')
    ends.push(() => kill(backend))
    kill(postmaster)
    const said: string[] = []
    const listening = openLog({ level: 'debug', name: 'test', stream: { write: (line) => void said.push(line) } })
    const starting = startEmbeddedPostgres({ dataDir, log: listening })
    await eventually(() => assert.match(said.join(''), /pre-existing shared memory block/))
    kill(backend)
    const server = await starting
    ends.push(() => server.stop())
    assert.equal(server.joined, false)
    assert.deepEqual(await asked(server.url('postgres'), 'SELECT * FROM committed'), [{ one: 1 }])
  })
})

/** Runs the server below a process that never asks for the exit of its children; what ends both. */
async function unreaped(dataDir: string): Promise<() => void> {
  const layout = layoutOf(dataDir)
  const binaries = findBinaries()
  const sockets = join(layout.root, 'run')
  const args = ['-c', '"$@" & exec sleep 600', 'sh', binaries.postgres, ...serverArguments(layout.data, sockets)]
  const account = serverAccount(layout.root)
  const { pid } = await run({ program: '/bin/sh', args, layout, binaries, account, onLine: () => undefined })
  await eventually(async () => assert.equal((await runningEmbeddedPostgres({ dataDir }))?.joined, true))
  return () => kill(-pid)
}

const stat = (pid: number) => {
  try {
    return /^\d+ \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  } catch {
    return []
  }
}
const stateOf = (pid: number) => stat(pid)[1]

/** Those that have ended meanwhile are as dead. */
function kill(...pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (err) {
      if (!(err instanceof Error && 'code' in err && err.code === 'ESRCH')) throw err
    }
  }
}

const childrenOf = (parent: number) =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && Number(stat(pid)[2]) === parent)

async function asked(url: string, text: string): Promise<object[]> {
  const database = openDatabase({ url, poolMax: 1, clock, log })
  try {
    return await database.query({ text })
  } finally {
    await database.close()
  }
}
