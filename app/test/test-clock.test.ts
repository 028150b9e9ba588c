import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { runProcess } from '@plinth/testkit'
import { freePort } from '@plinth/testkit/servers'
import { emptyDir, plinthScript } from './fixtures/plinth.ts'

const hourMs = 3_600_000

describe('POST /test/clock on the management port', () => {
  it('moves processes and databases together, and a restart stays in that time', async () => {
    const cwd = emptyDir()
    const first = await started(cwd, { PLINTH_TEST_CLOCK: '1' })
    for (const said of [{ origin: 'https://example.com' }, { 'sec-fetch-site': 'same-origin' }])
      assert.equal((await first.advance('9000h', said)).status, 400)
    const moved = await first.advance('25h')
    assert.equal(moved.status, 200)
    const { now }: { now: string } = JSON.parse(await moved.text())
    near(Date.parse(now), Date.now() + 25 * hourMs)
    near(await first.createdAt(), Date.now() + 25 * hourMs)
    await first.running.kill('SIGTERM')

    const second = await started(cwd, { PLINTH_TEST_CLOCK: '1', PLINTH_OPERATOR_KEY: first.operatorKey })
    assert.equal((await second.advance('1h')).status, 200)
    near(await second.createdAt(), Date.now() + 26 * hourMs)
    await second.running.kill('SIGTERM')

    const third = runProcess(plinthScript, ['start'], { cwd, env: { PORT: '0' } })
    assert.deepEqual(await third.exited, { code: 1, signal: null })
    assert.match(third.output(), /plinth: A test moved the clock of this database by 93600 s; set PLINTH_TEST_CLOCK=1/)
  })

  it('is not there without PLINTH_TEST_CLOCK=1', async () => {
    const plain = await started(emptyDir(), {})
    assert.equal((await plain.advance('25h')).status, 404)
    near(await plain.createdAt(), Date.now())
    await plain.running.kill('SIGTERM')
  })
})

const near = (timeMs: number, expectedMs: number) =>
  assert.ok(Math.abs(timeMs - expectedMs) < 60_000, `${new Date(timeMs)} is not about ${new Date(expectedMs)}`)

async function started(cwd: string, env: Record<string, string>) {
  const management = String(await freePort())
  const running = runProcess(plinthScript, ['start'], {
    cwd,
    env: { PORT: '0', MANAGEMENT_PORT: management, DRAIN_DELAY_MS: '0', ...env },
  })
  after(() => running.kill())
  await running.line(/Press Ctrl-C to stop/)
  const [, url = ''] = await running.line(/ready at (\S+)/)
  const operatorKey = env['PLINTH_OPERATOR_KEY'] ?? readFileSync(join(cwd, '.plinth', 'operator-key'), 'utf8').trim()
  return {
    running,
    operatorKey,
    advance: (by: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${management}/test/clock`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ advance: by }),
      }),
    /** When the database says that something made now was made. */
    async createdAt(): Promise<number> {
      const answer = await fetch(`${url}/users`, {
        method: 'POST',
        headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Ada', email: `ada-${Math.random()}@example.com` }),
      })
      assert.equal(answer.status, 201)
      const { data }: { data: { created_at: string } } = JSON.parse(await answer.text())
      return Date.parse(data.created_at)
    },
  }
}
