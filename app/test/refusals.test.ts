import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { testDatabase, testServers } from '@plinth/testkit'
import { emptyDir, plinth } from './fixtures/plinth.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const token = 'a token of the test'
// No process listens on this port: 1 is never given out.
const nobody = '127.0.0.1:1'
const peers = {
  RPC_IDENTITY_URL: `ipv4:${nobody}`,
  RPC_TENANCY_URL: `ipv4:${nobody}`,
  RPC_WEBHOOKS_URL: `ipv4:${nobody}`,
}
const tokens = { RPC_IDENTITY_TOKEN: token, RPC_TENANCY_TOKEN: token, RPC_WEBHOOKS_TOKEN: token }
const alone = { SECRETS_KEY: key, ...tokens, NATS_URL: `nats://${nobody}`, REDIS_URL: `redis://${nobody}` }

interface Case {
  args?: string[]
  env: Record<string, string>
  /** One per line of standard error. */
  says: RegExp[]
}

const database = { DATABASE_URL: `postgres://postgres@${nobody}/postgres` }

const cases: Record<string, Case> = {
  'wrong values, all of them at once': {
    env: { PORT: 'http', LOG_LEVEL: 'loud', SECRETS_KEY: 'short', DATABASE_URL: 'mysql://db' },
    says: [
      /LOG_LEVEL must be one of trace, debug, info, warn, error; it is "loud"\.$/,
      /DATABASE_URL must be a URL that starts with postgres:\/\/ or postgresql:\/\/\.$/,
      /SECRETS_KEY must be 32 random bytes in base64 or hex .*create one with `openssl rand -base64 32`\.$/,
      /PORT .*must be a whole number from 0 to 65535; it is "http"\.$/,
    ],
  },
  'rate limits that are none': {
    env: { GATEWAY_RATE_LIMITS: 'free=1000/50,pro=fast' },
    says: [
      /^plinth: GATEWAY_RATE_LIMITS .*must be tier=calls an hour\/calls at once, .*it is "free=1000\/50,pro=fast"\.$/,
    ],
  },
  'a named database without SECRETS_KEY': {
    env: database,
    says: [/SECRETS_KEY must be set .*openssl rand -base64 32/],
  },
  'several servers in one URL': {
    env: {
      SECRETS_KEY: key,
      DATABASE_URL: 'postgres://plinth:secret@one:5432,two:5432/postgres',
      TENANCY_DATABASE_URL: 'postgres://one,two/plinth_tenancy',
      REDIS_URL: 'redis://one:6379,two:6379',
    },
    says: [
      ...['DATABASE_URL', 'TENANCY_DATABASE_URL', 'REDIS_URL'].map(
        (name) => new RegExp(`${name} must name one server: .*name or a proxy that leads to the primary`),
      ),
    ],
  },
  'a part alone without NATS_URL': {
    args: ['--target=tenancy'],
    env: { ...database, SECRETS_KEY: key, ...tokens },
    says: [/NATS_URL must name a NATS server when tenancy runs alone/],
  },
  'a part alone with the embedded database': {
    args: ['--target=identity'],
    env: alone,
    says: [/DATABASE_URL or IDENTITY_DATABASE_URL must name a PostgreSQL server when identity runs alone/],
  },
  'the gateway alone without REDIS_URL': {
    args: ['--target=gateway'],
    env: { ...tokens, NATS_URL: `nats://${nobody}`, ...peers },
    says: [/REDIS_URL must name a Redis server when the gateway runs alone/],
  },
  'the gateway alone without the address of a part': {
    args: ['--target=gateway'],
    env: { ...alone, ...peers, RPC_TENANCY_URL: '' },
    says: [/RPC_TENANCY_URL must be the address of tenancy/],
  },
  'a part alone with neither a token nor TLS': {
    args: ['--target=webhooks'],
    env: { ...database, ...alone, RPC_IDENTITY_TOKEN: '', RPC_TENANCY_TOKEN: '', RPC_WEBHOOKS_TOKEN: '' },
    says: [/RPC_WEBHOOKS_TOKEN \(or RPC_TLS_CA, RPC_TLS_CERT and RPC_TLS_KEY\) must be set/],
  },
  'the test clock in production': {
    env: { PLINTH_TEST_CLOCK: '1', NODE_ENV: 'production', GATEWAY_PUBLIC_URL: 'https://api.example.com' },
    says: [/PLINTH_TEST_CLOCK is for tests and refused with NODE_ENV=production/],
  },
  'one port for two purposes': {
    env: { PORT: '18344', MANAGEMENT_PORT: '18344' },
    says: [/^plinth: PORT and MANAGEMENT_PORT name the same port 18344; set one of them to another port\.$/],
  },
  'a URL with a # in the password': {
    env: {
      SECRETS_KEY: key,
      DATABASE_URL: 'postgres://plinth:pa#ss@127.0.0.1/postgres',
      NATS_URL: 'nats://plinth:1#2@nats',
    },
    says: [
      /^plinth: DATABASE_URL must be a URL: percent-encode special characters in the user and the password \(# is %23, % is %25/,
      /^plinth: NATS_URL must be a URL: percent-encode/,
    ],
  },
  'a PLINTH_OPERATOR_KEY that is no key, before a database is made': {
    env: { PORT: '0', PLINTH_OPERATOR_KEY: 'let me in' },
    says: [
      /^plinth: PLINTH_OPERATOR_KEY is not accepted \(its form or its checksum is wrong\); copy the whole key again/,
    ],
  },
  'NATS that does not answer': {
    args: ['--target=gateway'],
    env: { ...alone, ...peers, PORT: '0' },
    says: [/^plinth: NATS does not answer at .*127.0.0.1:1.*: start it, or correct NATS_URL\.$/],
  },
  'Redis that does not answer': {
    env: { PORT: '0', REDIS_URL: `redis://${nobody}` },
    says: [/^plinth: Redis does not answer at 127.0.0.1:1: start it, or correct REDIS_URL\.$/],
  },
  'PostgreSQL that does not answer': {
    env: { ...database, SECRETS_KEY: key, PORT: '0' },
    says: [
      /DATABASE_URL: no PostgreSQL database at postgres:\/\/postgres@127.0.0.1:1\/plinth_identity .*start the server/,
    ],
  },
}

describe('plinth start refuses, with one sentence and exit code 1,', () => {
  for (const [name, { args = [], env, says }] of Object.entries(cases)) {
    it(name, async () => {
      const cwd = emptyDir()
      await refused(['start', ...args], env, says, cwd)
      assert.equal(existsSync(join(cwd, '.plinth', 'postgres')), false, 'a database was half made')
    })
  }

  const taken = createServer()
  let port = 0
  before(async () => {
    taken.listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    port = typeof address === 'object' ? (address?.port ?? 0) : 0
  })
  after(() => taken.close())
  for (const [variable, args, extra] of [
    ['PORT', [], {}],
    ['MANAGEMENT_PORT', [], { PORT: '0' }],
    ['RPC_PORT', ['--target=tenancy'], { ...alone, ...database }],
  ] as const) {
    it(`a taken ${variable}`, async () => {
      const sentence = new RegExp(
        `^plinth: ${variable}: port ${port} on 127.0.0.1 is taken by another process; stop it or set ${variable}`,
      )
      await refused(['start', ...args], { ...extra, [variable]: String(port) }, [sentence])
    })
  }

  it('a database that is newer than the code', async () => {
    const env = await ownDatabases()
    assert.equal((await plinth(['migrate'], env)).code, 0)
    const log = openLog({ level: 'silent', name: 'test' })
    const tenancy = openDatabase({ url: env.TENANCY_DATABASE_URL, poolMax: 1, clock: new SystemClock(), log })
    await tenancy.query({
      text: `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
             VALUES ('x', 'x', '29990101000000_from_the_future', now(), 1)`,
    })
    await tenancy.query({ text: `COMMENT ON TABLE _prisma_migrations IS '29981231000000_release_before'` })
    await tenancy.close()
    const sentence =
      /^plinth: TENANCY_DATABASE_URL: .*newer than this version of Plinth.*29990101000000_from_the_future.*install the version/
    await refused(['start'], { ...env, PORT: '0' }, [sentence])
  })

  it('a database whose server takes no writes', async () => {
    const env = await ownDatabases()
    const log = openLog({ level: 'silent', name: 'test' })
    const identity = openDatabase({ url: env.IDENTITY_DATABASE_URL, poolMax: 1, clock: new SystemClock(), log })
    const name = new URL(env.IDENTITY_DATABASE_URL).pathname.slice(1)
    await identity.query({ text: `ALTER DATABASE "${name}" SET default_transaction_read_only = on` })
    await identity.close()
    const sentence =
      /^plinth: IDENTITY_DATABASE_URL: .*takes no writes: default_transaction_read_only is on for this user, database or server/
    await refused(['start'], { ...env, PORT: '0' }, [sentence])
  })

  it('an operator key of another format', async () => {
    const env = { ...(await ownDatabases()), PORT: '0', PLINTH_OPERATOR_KEY: 'let me in' }
    await refused(['start'], env, [/^plinth: PLINTH_OPERATOR_KEY is not accepted .*unset it/])
  })
})

describe('plinth, used wrongly, exits with 2 and says so', () => {
  for (const args of [['start', '--target=everything'], ['strat'], ['start', '--port=1'], ['operator-key'], []])
    it(['plinth', ...args].join(' '), async () => {
      const { code, stdout, stderr } = await plinth(args, {})
      assert.equal(code, 2)
      assert.equal(stdout, '')
      // A command that is not there belongs to no part of the server, and is told off a terminal as calls of the API are.
      assert.match(stderr, args[0] === 'strat' ? /^\{"error":.*unknown command 'strat'/ : /plinth/)
    })
})

async function refused(args: string[], env: Record<string, string>, says: RegExp[], cwd?: string): Promise<void> {
  const { code, stderr, stdout, leftRunning } = await plinth(args, env, cwd)
  // The log of parts that had started is JSON; the refusal is for people.
  const lines = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
  assert.equal(code, 1, stderr)
  assert.equal(lines.length, says.length, stderr)
  for (const [i, sentence] of says.entries()) assert.match(lines[i] ?? '', sentence)
  assert.equal(stdout, '')
  assert.deepEqual(leftRunning, [])
}

async function ownDatabases() {
  await testServers().postgres()
  const made = await Promise.all([testDatabase(), testDatabase(), testDatabase()])
  after(() => Promise.all(made.map((one) => one.drop())))
  const [identity, tenancy, webhooks] = made
  return {
    IDENTITY_DATABASE_URL: identity.url,
    TENANCY_DATABASE_URL: tenancy.url,
    WEBHOOKS_DATABASE_URL: webhooks.url,
    SECRETS_KEY: key,
  }
}
