import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dedicatedNats, eventually, type RunningProcess, runProcess, testDatabase, testServers } from '@plinth/testkit'
import { type DedicatedNats, freePort } from '@plinth/testkit/servers'
import { plinthScript } from './fixtures/plinth.ts'

const services = ['identity', 'tenancy', 'webhooks'] as const
const operatorKey = 'sk_live_uJQmMfR4WWjoBI8F_YAoYASuIZGlFjtqxcqj1pFcYLkoNb47BWGNtXsUEaKa_39lu21'

describe('plinth start --target=…, one process per part', () => {
  const running = new Map<string, RunningProcess>()
  const env = new Map<string, Record<string, string>>()
  let nats: DedicatedNats | undefined
  let url = ''
  let management = ''
  const begin = async (part: string) => {
    const started = runProcess(plinthScript, ['start', `--target=${part}`], { env: env.get(part) ?? {} })
    running.set(part, started)
    await started.line(/"msg":"ready in process/)
    return started
  }

  before(async () => {
    nats = await dedicatedNats()
    const shared = {
      NATS_URL: nats.url,
      REDIS_URL: await testServers().redis(),
      SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
      PLINTH_OPERATOR_KEY: operatorKey,
      PLINTH_TEST_CLOCK: '1',
      DRAIN_DELAY_MS: '0',
    }
    const reached: Record<string, string> = {}
    for (const part of services) {
      const port = String(await freePort())
      const name = part.toUpperCase()
      const token = { [`RPC_${name}_TOKEN`]: `the token of ${part}` }
      Object.assign(reached, token, { [`RPC_${name}_URL`]: `dns:///127.0.0.1:${port}` })
      const database = { [`${name}_DATABASE_URL`]: (await testDatabase()).url }
      env.set(part, { ...shared, ...token, ...database, RPC_PORT: port })
    }
    const port = String(await freePort())
    management = `http://127.0.0.1:${await freePort()}`
    url = `http://127.0.0.1:${port}`
    env.set('gateway', { ...shared, ...reached, PORT: port, MANAGEMENT_PORT: new URL(management).port })
  })
  after(async () => {
    await Promise.all([...running.values()].map((one) => one.kill()))
    await nats?.stop()
  })

  it('is red at /readyz until all of them are there, in whatever order they start', async () => {
    await begin('gateway')
    const red = await fetch(`${url}/readyz`)
    assert.equal(red.status, 503)
    await Promise.all(services.map(begin))
    await eventually(async () => assert.equal((await fetch(`${url}/readyz`)).status, 200), { timeoutMs: 60_000 })
  })

  it('knows the operator key that PLINTH_OPERATOR_KEY brought, and never writes it down', async () => {
    assert.equal((await workspaces()).status, 200)
    for (const one of running.values()) assert.equal(one.output().includes(operatorKey), false)
  })

  it('moves time in all four, and a process that starts later joins in', async () => {
    assert.equal(await advance('25h'), 90_000_000)
    await running.get('gateway')?.kill('SIGTERM')
    await begin('gateway')
    assert.equal(await advance('1h'), 93_600_000)
  })

  it('ends with exit code 0, each by itself', async () => {
    for (const part of ['gateway', ...services])
      assert.deepEqual(await running.get(part)?.kill('SIGTERM'), { code: 0, signal: null })
  })

  const workspaces = () => fetch(`${url}/api/v1/workspaces`, { headers: { authorization: `Bearer ${operatorKey}` } })

  async function advance(by: string): Promise<number> {
    const answer = await fetch(`${management}/test/clock`, { method: 'POST', body: JSON.stringify({ advance: by }) })
    const text = await answer.text()
    assert.equal(answer.status, 200, text)
    const { offset_ms }: { offset_ms: number } = JSON.parse(text)
    return offset_ms
  }
})
