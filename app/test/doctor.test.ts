import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SystemClock } from '@plinth/kit/clock'
import { migrate, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type RpcHost, rpcHost } from '@plinth/kit/rpc'
import { configuredServer, testDatabase } from '@plinth/testkit'
import { certificateAuthority } from '../../kit/test/rpc/certificates.ts'
import { plinth } from './fixtures/plinth.ts'

const log = openLog({ level: 'fatal', name: 'test' })
const nobody = '127.0.0.1:1'
const token = 'a token of sixteen'
const key = randomBytes(32).toString('base64')
// A stored answer.
const sealedByAnotherKey = `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
  VALUES ('\\x01', '\\x01', '', false, '\\x00112233445566', plinth_now() + interval '1 day')`
const line = (stdout: string, name: string) => stdout.split('\n').find((said) => said.startsWith(`${name}: `)) ?? ''

describe('plinth doctor in the environment of a gateway', () => {
  let stdout = ''
  let host: RpcHost
  before(async () => {
    host = rpcHost({ log })
    const { port } = await host.listen({
      host: '127.0.0.1',
      port: 0,
      security: { kind: 'token', accepts: [{ caller: 'gateway', token }] },
    })
    const env = {
      NATS_URL: `nats://gateway:secret@${nobody}`,
      REDIS_URL: `redis://${nobody}`,
      RPC_IDENTITY_URL: `ipv4:127.0.0.1:${port}`,
      RPC_TENANCY_URL: `ipv4:127.0.0.1:${port}`,
      RPC_WEBHOOKS_URL: `ipv4:${nobody}`,
      RPC_IDENTITY_TOKEN: token,
      RPC_TENANCY_TOKEN: 'another token of sixteen',
      RPC_WEBHOOKS_TOKEN: 'a third token of sixteen',
    }
    const outcome = await plinth(['doctor'], env)
    assert.equal(outcome.code, 1)
    stdout = outcome.stdout
    await host.close()
  })

  it('checks the gateway and says how it knows', () => {
    assert.match(line(stdout, 'configuration'), /^configuration: ok \(of gateway, by RPC_IDENTITY_URL; --target/)
    assert.equal(line(stdout, 'database'), 'database: ok (not needed by this part)')
  })

  it('connects to each part as the gateway does', () => {
    assert.match(line(stdout, 'part identity'), /^part identity: ok \(at ipv4:127\.0\.0\.1:\d+\)$/)
    assert.match(line(stdout, 'part tenancy'), /: set the same RPC_TENANCY_TOKEN here and for tenancy$/)
    assert.match(line(stdout, 'part webhooks'), /: start webhooks, or correct RPC_WEBHOOKS_URL$/)
  })
})

describe('plinth doctor with mutual TLS', () => {
  const authority = certificateAuthority()
  const own = authority.issue(['webhooks'])
  const env = {
    NATS_URL: `nats://webhooks:secret@${nobody}`,
    DATABASE_URL: `postgres://postgres@${nobody}/postgres`,
    SECRETS_KEY: key,
    RPC_TLS_CA: own.ca,
    RPC_TLS_CERT: own.cert,
    RPC_TLS_KEY: own.key,
  }

  it('says when the certificates end', async () => {
    const { stdout } = await plinth(['doctor'], env)
    assert.match(line(stdout, 'configuration'), /^configuration: ok \(of webhooks, by NATS_URL/)
    assert.match(
      line(stdout, 'certificates'),
      /^certificates: ok \(RPC_TLS_CERT ends at 2049-12-31T23:59:59\.000Z, RPC_TLS_CA/,
    )
  })

  it('names the variable of a key that is not the certificate’s, as a start does', async () => {
    const wrong = { ...env, RPC_TLS_KEY: authority.issue(['webhooks']).key }
    const { stdout } = await plinth(['doctor'], wrong)
    assert.match(line(stdout, 'configuration'), /RPC_TLS_KEY is not the key of the certificate in RPC_TLS_CERT/)
    const { code, stderr } = await plinth(['start', '--target=webhooks'], wrong)
    assert.equal(code, 1)
    assert.match(stderr, /^plinth: RPC_TLS_KEY is not the key of the certificate in RPC_TLS_CERT; [^\n]*\.\n$/)
  })
})

describe('plinth doctor with a server that denies the user', () => {
  it('says so of NATS and of Redis', async () => {
    const natsServer = await configuredServer('nats', { args: ['--user', 'plinth', '--pass', 'right'] })
    const redisServer = await configuredServer('redis', { args: ['--requirepass', 'right'] })
    await natsServer.start()
    await redisServer.start()
    try {
      const withPassword = (url: string) => url.replace('://', '://plinth:wrong@')
      const env = { NATS_URL: withPassword(natsServer.url), REDIS_URL: withPassword(redisServer.url) }
      const { stdout } = await plinth(['doctor'], env)
      assert.match(line(stdout, 'NATS'), /refuses the user or the password of NATS_URL: correct NATS_URL, or/)
      assert.match(line(stdout, 'Redis'), /denies the user of REDIS_URL \(WRONGPASS .*\): correct REDIS_URL, or/)
    } finally {
      await natsServer.stop()
      await redisServer.stop()
    }
  })
})

describe('plinth doctor with a Redis that is full', () => {
  it('says so, though a gateway would start', async () => {
    const server = await configuredServer('redis', { args: ['--maxmemory', '1000'] })
    await server.start()
    try {
      const { stdout } = await plinth(['doctor'], { REDIS_URL: server.url })
      assert.match(line(stdout, 'Redis'), /is full \(OOM .*\).*: raise its maxmemory/)
    } finally {
      await server.stop()
    }
  })
})

describe('plinth doctor with the NATS user of another part', () => {
  it('names the permission that the user lacks, and the page about users', async () => {
    const path = fileURLToPath(new URL('../../deploy/k8s/components/dev-dependencies/nats.conf', import.meta.url))
    const names = ['GATEWAY', 'IDENTITY', 'TENANCY', 'WEBHOOKS'].map((part) => [`NATS_${part}_PASSWORD`, 'secret'])
    const server = await configuredServer('nats', { configFile: { path, flag: '-c' }, env: Object.fromEntries(names) })
    await server.start()
    try {
      const env = {
        NATS_URL: server.url.replace('://', '://identity:secret@'),
        IDENTITY_DATABASE_URL: `postgres://postgres@${nobody}/postgres`,
        WEBHOOKS_DATABASE_URL: `postgres://postgres@${nobody}/postgres`,
        SECRETS_KEY: key,
        RPC_TOKEN: token,
      }
      const asked = ['--target=webhooks', '--target=identity'].map((target) => plinth(['doctor', target], env))
      const [webhooks, identity] = (await Promise.all(asked)).map(({ stdout }) => line(stdout, 'NATS'))
      assert.match(webhooks ?? '', /does not let the user of NATS_URL do what this part needs \(.*server-users\.md/)
      assert.equal(identity, 'NATS: ok')
    } finally {
      await server.stop()
    }
  })
})

describe('plinth doctor on a database with encrypted values', () => {
  it('says how many no key of SECRETS_KEY opens', async () => {
    const migrations = new URL('../../services/identity/prisma/migrations/', import.meta.url)
    await using stack = new AsyncDisposableStack()
    const { url, drop } = await testDatabase(migrations)
    stack.defer(drop)
    const database = openDatabase({ url, poolMax: 3, clock: new SystemClock(), log })
    await database.query({ text: sealedByAnotherKey })
    await database.close()
    const env = {
      IDENTITY_DATABASE_URL: url,
      SECRETS_KEY: key,
      RPC_IDENTITY_TOKEN: token,
      NATS_URL: `nats://${nobody}`,
    }
    const { stdout } = await plinth(['doctor'], env)
    assert.match(
      line(stdout, 'database identity'),
      /no key of SECRETS_KEY opens 1 of 1 stored answers: add .* at its end; stored answers end within 24 hours/,
    )
  })
})

describe('plinth doctor on a database whose audit log can be changed', () => {
  const migrations = new URL('../../services/webhooks/prisma/migrations/', import.meta.url)
  const role = `doctor_${randomBytes(4).toString('hex')}`

  it('says so whatever else is wrong, with the SQL that mends it', async () => {
    await using stack = new AsyncDisposableStack()
    const { url, drop } = await testDatabase()
    stack.defer(drop)
    const open = (at: string) => {
      const database = openDatabase({ url: at, poolMax: 1, clock: new SystemClock(), log })
      stack.defer(() => database.close())
      return database
    }
    // As an installation has it: the role of the service owns its tables, and is no superuser.
    const own = new URL(url)
    own.username = role
    const [admin, owner] = [open(url), open(own.href)]
    await admin.query({ text: `CREATE ROLE ${role} LOGIN; GRANT CREATE ON SCHEMA public TO ${role}` })
    stack.defer(async () => void (await admin.query({ text: `DROP OWNED BY ${role}; DROP ROLE ${role}` })))
    await migrate({ url: own.href, migrations, log })
    const asked = async () => {
      const env = { WEBHOOKS_DATABASE_URL: own.href, SECRETS_KEY: key, RPC_TOKEN: token, NATS_URL: `nats://${nobody}` }
      const { stdout } = await plinth(['doctor', '--target=webhooks'], env)
      return stdout.split(/^database webhooks: /m).slice(1)
    }
    assert.deepEqual(
      (await asked()).map((said) => said.slice(0, 4)),
      ['ok ('],
    )

    await owner.query({ text: sealedByAnotherKey })
    await owner.query({
      text: `GRANT DELETE ON audit_entry TO PUBLIC; ALTER TABLE audit_head DISABLE TRIGGER audit_head_kept;
        CREATE OR REPLACE FUNCTION audit_head_keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    })
    await admin.query({ text: `GRANT pg_write_all_data TO ${role}` })
    const [secrets, evidence = '', ...more] = await asked()
    assert.match(secrets ?? '', /^no key of SECRETS_KEY opens 1 of 1 stored answers/)
    assert.deepEqual(more, [])
    const [, asOwner = '', asSuperuser = ''] =
      /^the audit log can be changed; .* as the owner of its tables: (.*), and as a superuser: (.*)\n$/s.exec(
        evidence,
      ) ?? []
    assert.match(
      asOwner,
      /^CREATE OR REPLACE FUNCTION audit_head_keep\(\) .*; REVOKE DELETE ON audit_entry FROM PUBLIC; ALTER /s,
    )
    assert.match(asSuperuser, /^REVOKE pg_write_all_data FROM /)

    // A migration that is missing may make what is missed.
    await owner.query({
      text: `CREATE TABLE newest AS SELECT * FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1;
        DELETE FROM _prisma_migrations WHERE id IN (SELECT id FROM newest)`,
    })
    const [missing, , early = ''] = await asked()
    assert.match(missing ?? '', /^1 migrations are missing/)
    assert.match(early, /^the audit log can be changed: run `plinth migrate`, then/)
    await owner.query({ text: 'INSERT INTO _prisma_migrations SELECT * FROM newest; DROP TABLE newest' })

    await owner.query({ text: asOwner })
    await admin.query({ text: asSuperuser })
    assert.equal((await asked()).length, 1)
    await owner.query({ text: 'TRUNCATE idempotency_key' })
    assert.match((await asked()).join(), /^ok/)
  })
})
