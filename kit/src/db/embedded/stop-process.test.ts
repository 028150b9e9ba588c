import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, it } from 'node:test'
import { stopProcess } from './stop-process.ts'

describe('a process that is stopped', () => {
  let child: ChildProcess
  afterEach(() => child.kill('SIGKILL'))

  /** Says that it has begun, and ignores these signals. */
  async function begin(ignored: readonly NodeJS.Signals[]): Promise<number> {
    const ignore = ignored.map((signal) => `process.on('${signal}', () => undefined);`).join('')
    child = spawn(process.execPath, ['-e', `${ignore} setInterval(() => undefined, 1e6); process.stdout.write('on')`])
    if (child.stdout === null || child.pid === undefined) throw new Error('the process did not start')
    await once(child.stdout, 'data')
    return child.pid
  }
  const endedBy = async () => child.signalCode ?? (await once(child, 'exit'))[1]

  it('ends by the first signal, also when it is frozen', async () => {
    const pid = await begin([])
    child.kill('SIGSTOP')
    await stopProcess(pid, [['SIGINT', 20_000]])
    assert.equal(await endedBy(), 'SIGINT')
  })

  it('ends by a later one when it takes no notice of the first', async () => {
    const pid = await begin(['SIGINT', 'SIGTERM'])
    await stopProcess(pid, [
      ['SIGINT', 20],
      ['SIGTERM', 20],
      ['SIGKILL', 20_000],
    ])
    assert.equal(await endedBy(), 'SIGKILL')
  })

  it('is not waited for without end', async () => {
    const pid = await begin(['SIGINT'])
    await assert.rejects(stopProcess(pid, [['SIGINT', 20]]), /does not end/)
  })
})
