import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import {
  checkGrpcHealth,
  dedicatedNats,
  eventually,
  runProcess,
  tcpProxy,
  testDatabase,
  testServers,
} from '@plinth/testkit'
import { freePort } from '@plinth/testkit/servers'
import { plinth, plinthScript } from './fixtures/plinth.ts'

const shared = { SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'), RPC_IDENTITY_TOKEN: 'a token of the test' }

describe('plinth migrate --wait', () => {
  it('returns once another process has migrated, and changes nothing itself', async () => {
    const database = await testDatabase()
    const env = { ...shared, IDENTITY_DATABASE_URL: database.url }
    const waiting = runProcess(plinthScript, ['migrate', '--target=identity', '--wait'], { env })
    await waiting.line(/identity waits: \d+ migrations are missing/)
    const migrated = await plinth(['migrate', '--target=identity'], env)
    assert.equal(migrated.code, 0)
    assert.match(migrated.stdout, /^identity /)
    assert.deepEqual(await waiting.exited, { code: 0, signal: null })
    assert.match(waiting.output(), /identity is up to date/)
    await database.drop()
  })

  it('gives up in time with exit code 1 and says what it waited for, a database that is not there as well', async () => {
    const IDENTITY_DATABASE_URL = `postgres://nobody@127.0.0.1:${await freePort()}/nowhere`
    const gone = await plinth(['migrate', '--target=identity', '--wait', '--timeout=1'], {
      ...shared,
      IDENTITY_DATABASE_URL,
    })
    assert.equal(gone.code, 1)
    assert.match(gone.stderr, /plinth: identity is still not migrated \(.*ECONNREFUSED/)
  })

  it('waits for no other process when the database is embedded', async () => {
    const { code, stderr } = await plinth(['migrate', '--wait'], {})
    assert.equal(code, 2)
    assert.match(stderr, /embedded/)
  })
})

describe('the probes of a service alone', () => {
  it('say that it is ready until its database is away, NATS or not, and that it lives all the time', async () => {
    const nats = await dedicatedNats()
    const database = await testDatabase()
    const url = new URL(database.url)
    const proxy = await tcpProxy(url.host)
    url.host = proxy.address
    const [rpcPort, managementPort] = [String(await freePort()), String(await freePort())]
    const env = {
      ...shared,
      NATS_URL: nats.url,
      REDIS_URL: await testServers().redis(),
      IDENTITY_DATABASE_URL: url.href,
      RPC_PORT: rpcPort,
      MANAGEMENT_HOST: '0.0.0.0',
      MANAGEMENT_PORT: managementPort,
      DRAIN_DELAY_MS: '0',
    }
    const identity = runProcess(plinthScript, ['start', '--target=identity'], { env })
    await identity.line(/"msg":"ready in process/)
    const probe = (service: string) => checkGrpcHealth(`127.0.0.1:${rpcPort}`, service)
    const asked = () => plinth(['healthcheck'], { MANAGEMENT_HOST: '0.0.0.0', MANAGEMENT_PORT: managementPort })
    await eventually(async () => assert.equal(await probe('readiness'), 'SERVING'), { timeoutMs: 60_000 })
    const healthy = await asked()
    assert.equal(healthy.code, 0)
    assert.equal(JSON.parse(healthy.stdout).status, 'ready')

    proxy.cut()
    await eventually(async () => assert.equal(await probe('readiness'), 'NOT_SERVING'), { timeoutMs: 60_000 })
    assert.equal(await probe('liveness'), 'SERVING')
    const sick = await asked()
    assert.equal(sick.code, 1)
    assert.match(JSON.parse(sick.stdout).checks['database identity'], /./)

    proxy.mend()
    await nats.kill()
    await eventually(async () => assert.notEqual(JSON.parse((await asked()).stdout).checks.bus, 'ok'), {
      timeoutMs: 60_000,
    })
    await eventually(async () => assert.equal(await probe('readiness'), 'SERVING'), { timeoutMs: 60_000 })
    await nats.start()
    assert.deepEqual(await identity.kill('SIGTERM'), { code: 0, signal: null })
    await nats.stop()
    await proxy.stop()
    await database.drop()
  })

  it('healthcheck says who does not answer, and which setting is missing', async () => {
    const port = String(await freePort())
    const nobody = await plinth(['healthcheck'], { MANAGEMENT_PORT: port })
    assert.equal(nobody.code, 1)
    assert.match(nobody.stderr, new RegExp(`127\\.0\\.0\\.1:${port}/readyz does not answer`))
    const breaking = createServer((_req, res) => {
      res.writeHead(200, { 'content-length': '100' }).write('{', () => res.destroy())
    })
    await once(breaking.listen(0, '127.0.0.1'), 'listening')
    const at = String((breaking.address() as AddressInfo).port)
    const broken = await plinth(['healthcheck'], { MANAGEMENT_PORT: at })
    breaking.close()
    assert.equal(broken.code, 1)
    assert.match(broken.stderr, new RegExp(`^plinth: http://127\\.0\\.0\\.1:${at}/readyz does not answer \\(.+\\)\n$`))
    const unset = await plinth(['healthcheck'], {})
    assert.equal(unset.code, 1)
    assert.match(unset.stderr, /MANAGEMENT_PORT/)
  })
})
