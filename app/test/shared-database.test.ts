import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  dedicatedNats,
  type RunningProcess,
  runProcess,
  type TestDatabase,
  testDatabase,
  testServers,
} from '@plinth/testkit'
import { freePort } from '@plinth/testkit/servers'
import { emptyDir, plinth, plinthScript } from './fixtures/plinth.ts'

const services = ['identity', 'tenancy', 'webhooks'] as const

describe('two processes of a service on one database', () => {
  let nats: Awaited<ReturnType<typeof dedicatedNats>>
  const running: RunningProcess[] = []
  const databases: TestDatabase[] = []
  before(async () => {
    nats = await dedicatedNats()
  })
  after(async () => {
    await Promise.all(running.map((one) => one.kill()))
    await nats.stop()
    await Promise.all(databases.map((one) => one.drop()))
  })

  for (const service of services)
    it(`run with NATS and without Redis, which only gateways use: ${service}`, async () => {
      const database = await testDatabase()
      databases.push(database)
      const name = service.toUpperCase()
      const env = {
        [`${name}_DATABASE_URL`]: database.url,
        [`RPC_${name}_TOKEN`]: 'a token of the test',
        NATS_URL: nats.url,
        SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
        DRAIN_DELAY_MS: '0',
      }
      for (let replica = 0; replica < 2; replica++) {
        const port = String(await freePort())
        const started = runProcess(plinthScript, ['start', `--target=${service}`], { env: { ...env, RPC_PORT: port } })
        running.push(started)
        await started.line(/"msg":"ready in process/)
      }
    })
})

describe('plinth start on a database that another process uses', () => {
  const key = { SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') }
  let own: Record<string, string>
  let holder: RunningProcess
  const databases: TestDatabase[] = []
  before(async () => {
    for (const _ of services) databases.push(await testDatabase())
    own = Object.fromEntries(
      services.map((name, at) => [`${name.toUpperCase()}_DATABASE_URL`, databases[at]?.url ?? '']),
    )
    const env = { ...own, ...key, PORT: '0', DRAIN_DELAY_MS: '0' }
    holder = runProcess(plinthScript, ['start'], { env, cwd: emptyDir() })
    await holder.line(/Press Ctrl-C to stop/)
  })
  after(async () => {
    await holder.kill()
    await Promise.all(databases.map((one) => one.drop()))
  })

  const refused = async (args: string[], settings: Record<string, string>) => {
    const { code, stderr } = await plinth(args, { ...own, ...key, PORT: '0', ...settings })
    assert.equal(code, 1)
    return (stderr.trimEnd().split('\n').at(-1) ?? '').replace(/database at \S+/, 'database at …')
  }

  it('names what the new process lacks, and nothing that it has', async () => {
    const sentence = (missing: string) =>
      `plinth: IDENTITY_DATABASE_URL: another Plinth process uses the database at … stop it, or set ${missing} so that several can share it.`
    const [NATS_URL, REDIS_URL] = [await testServers().nats(), await testServers().redis()]
    const said = await Promise.all([{}, { NATS_URL }, { REDIS_URL }].map((settings) => refused(['start'], settings)))
    assert.deepEqual(said, ['NATS_URL and REDIS_URL', 'REDIS_URL', 'NATS_URL'].map(sentence))
  })

  it('tells a process that could share it that the other one cannot', async () => {
    const env = { NATS_URL: await testServers().nats(), RPC_IDENTITY_TOKEN: 'a token of the test', RPC_PORT: '0' }
    assert.equal(
      await refused(['start', '--target=identity'], env),
      'plinth: IDENTITY_DATABASE_URL: a Plinth process uses the database at … alone, because it has no NATS_URL, or runs a gateway without REDIS_URL; stop it, or set there what it lacks.',
    )
  })
})
