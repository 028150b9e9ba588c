import assert from 'node:assert/strict'
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type RunningProcess, runProcess } from '@plinth/testkit'
import { emptyDir, plinth, plinthScript } from './fixtures/plinth.ts'

describe('plinth start on an embedded database without its secrets key', () => {
  const cwd = emptyDir()
  const file = join(cwd, '.plinth', 'secrets-key')
  const kept = join(cwd, 'kept')
  let running: RunningProcess | undefined
  after(() => running?.kill())

  const start = async (): Promise<string> => {
    running = runProcess(plinthScript, ['start'], { cwd, env: { PORT: '0', DRAIN_DELAY_MS: '0' } })
    const [, url = ''] = await running.line(/ready at (\S+)\/api/)
    await running.line(/Press Ctrl-C to stop/)
    return url
  }
  const createUser = (url: string) =>
    fetch(`${url}/api/v1/users`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${readFileSync(join(cwd, '.plinth', 'operator-key'), 'utf8').trim()}`,
        'content-type': 'application/json',
        'idempotency-key': 'the-only-one',
      },
      body: JSON.stringify({ email: 'jane@example.test', name: 'Jane' }),
    })

  it('makes a key while nothing is encrypted, as after a first start that was killed', async () => {
    await start()
    await running?.kill('SIGTERM')
    rmSync(file)
    const { code } = await plinth(['operator-key', 'list'], {}, cwd)
    assert.equal(code, 0)
    assert.throws(() => readFileSync(file), { code: 'ENOENT' })
    assert.equal((await createUser(await start())).status, 201)
    await running?.kill('SIGTERM')
  })

  it('refuses and makes no key once a value is encrypted, and says what to do', async () => {
    renameSync(file, kept)
    const { code, stderr, leftRunning } = await plinth(['start'], { PORT: '0' }, cwd)
    assert.deepEqual([code, leftRunning], [1, []])
    const sentence = stderr.trimEnd().split('\n').at(-1) ?? ''
    assert.match(
      sentence,
      /secrets-key\) is missing, and the database holds values that it encrypted\. Restore the file/,
    )
    assert.throws(() => readFileSync(file), { code: 'ENOENT' })
  })

  it('starts again with the restored key, and repeats the stored answer', async () => {
    renameSync(kept, file)
    const again = await createUser(await start())
    assert.deepEqual([again.status, again.headers.get('idempotent-replayed')], [201, 'true'])
    await running?.kill('SIGTERM')
  })
})
