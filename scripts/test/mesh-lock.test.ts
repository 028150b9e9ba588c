import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isRunning } from '@plinth/kit/running-process'
import { eventually, runProcess } from '@plinth/testkit'
import { spawnKept } from '@plinth/testkit/servers'
import { lockFolder } from '../mesh/mesh-lock.ts'

const idle = fileURLToPath(new URL('fixtures/idle.ts', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'plinth-mesh-lock-'))
after(() => rmSync(root, { recursive: true, force: true }))

/** A folder whose mesh.pid names these processes. */
function folderOf(name: string, ...pids: number[]): { dataDir: string; pids: () => string } {
  const dataDir = join(root, name)
  const path = join(dataDir, 'mesh.pid')
  mkdirSync(dataDir)
  writeFileSync(path, `${pids.join('\n')}\n`)
  return { dataDir, pids: () => readFileSync(path, 'utf8') }
}

describe('the folder of a mesh', () => {
  it('is taken, with its servers, and let go of', async () => {
    const dataDir = join(root, 'new')
    const lock = await lockFolder(dataDir, assert.fail)
    lock.hold([17, 18])
    assert.equal(readFileSync(join(dataDir, 'mesh.pid'), 'utf8'), `${process.pid}\n17\n18\n`)
    lock.release()
    assert.throws(() => readFileSync(join(dataDir, 'mesh.pid')), /ENOENT/)
  })

  it('is taken from a mesh that was killed and that its parent never reaps', {
    skip: process.platform !== 'linux',
  }, async () => {
    const pid = await zombie()
    const { dataDir, pids } = folderOf('zombie', pid)
    await lockFolder(dataDir, assert.fail)
    assert.equal(pids(), `${process.pid}\n`)
  })

  it('is taken although the process id is that of another program', {
    skip: process.platform !== 'linux',
  }, async () => {
    const bystander = runProcess(idle)
    try {
      await bystander.line(/idle/)
      await lockFolder(folderOf('bystander', bystander.pid).dataDir, assert.fail)
    } finally {
      await bystander.kill()
    }
  })

  it('is waited for while a server of the mesh that was killed still ends', async () => {
    const server = runProcess(idle, ['nats-server'])
    try {
      await server.line(/idle/)
      const said = Promise.withResolvers<string>()
      const taking = lockFolder(folderOf('ending', 2 ** 30, server.pid).dataDir, said.resolve, 60_000)
      assert.match(
        await said.promise,
        new RegExp(`Waiting for the mesh on .*ending to end \\(process ${server.pid}\\)`),
      )
      await server.kill()
      await taking
    } finally {
      await server.kill()
    }
  })

  it('is refused while its mesh runs', async () => {
    const mesh = runProcess(idle, ['scripts/mesh.ts'])
    try {
      await mesh.line(/idle/)
      const taking = lockFolder(folderOf('running', mesh.pid).dataDir, () => undefined, 200)
      await assert.rejects(
        taking,
        new RegExp(`^Error: Another mesh uses .* \\(process ${mesh.pid}, recorded in .*mesh.pid\\)`),
      )
    } finally {
      await mesh.kill()
    }
  })
})

/** The id of a process that has ended and stays in the table: its parent never asks for its exit. */
async function zombie(): Promise<number> {
  // The child ends once its parent is a program that reaps nothing; until then it is a shell, which may.
  const child = 'until read -r name </proc/$PPID/comm && [ "$name" = sleep ]; do sleep 0.02; done'
  const parent = spawnKept('/bin/sh', ['-c', `/bin/sh -c '${child}' & echo $!; exec sleep 600`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    endWith: [['SIGKILL', 5_000]],
  })
  after(() => parent.kill('SIGKILL'))
  const pid = await new Promise<number>((resolve) => parent.stdout?.once('data', (chunk) => resolve(Number(chunk))))
  await eventually(() => assert.equal(isRunning(pid), false))
  process.kill(pid, 0)
  return pid
}
