import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { emptyDir, plinth } from './fixtures/plinth.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const secrets = {
  SECRETS_KEY: key,
  RPC_TOKEN: 'a token of the test',
  PLINTH_OPERATOR_KEY: 'sk_live_of_somebody',
  DATABASE_URL: 'postgres://plinth:hunter2@db.internal:5432/postgres',
  NATS_URL: 'nats://plinth:hunter2@nats.internal:4222',
  REDIS_URL: 'redis://:hunter2@redis.internal:6379',
}

describe('every command', () => {
  for (const args of [
    [],
    ['start'],
    ['migrate'],
    ['console'],
    ['operator-key'],
    ['operator-key', 'create'],
    ['operator-key', 'list'],
    ['operator-key', 'revoke'],
    ['operator-key', 'rotate'],
    ['config'],
    ['config', 'docs'],
    ['doctor'],
    ['audit'],
    ['audit', 'verify'],
    ['audit', 'verify-export'],
    ['resync'],
    ['catalog'],
    ['catalog', 'apply'],
    ['catalog', 'export'],
    ['event-types'],
    ['event-types', 'apply'],
    ['event-types', 'export'],
    ['healthcheck'],
  ]) {
    it(`explains itself with an example on stdout: plinth ${[...args, '--help'].join(' ')}`, async () => {
      const { code, stdout, stderr } = await plinth([...args, '--help'], {})
      assert.equal(code, 0)
      assert.match(stdout, /^Usage: plinth/)
      assert.match(stdout, /Example:\n {2}\$ plinth /)
      assert.equal(stderr, '')
    })
  }
})

describe('plinth console', () => {
  it('prints no link where there is no console', async () => {
    const { code, stdout, stderr } = await plinth(['console'], { GATEWAY_CONSOLE: 'false' })
    assert.deepEqual([code, stdout], [1, ''])
    assert.equal(stderr, 'plinth: GATEWAY_CONSOLE is false: there is no console to sign in to\n')
  })
})

describe('plinth config', () => {
  it('shows what is in force and where it comes from', async () => {
    const { code, stdout } = await plinth(['config'], { ...secrets, PORT: '9000' })
    assert.equal(code, 0)
    const lines = stdout.split('\n')
    assert.ok(lines.includes('PORT=9000 (environment)'), stdout)
    assert.ok(lines.includes('RPC_PORT=50051 (default)'), stdout)
    assert.ok(lines.includes('SECRETS_KEY=*** (environment)'), stdout)
    assert.ok(lines.includes('DATABASE_URL=postgres://plinth:***@db.internal:5432/postgres (environment)'), stdout)
  })

  it('never shows a secret, not a wrong one either', async () => {
    const good = await plinth(['config'], secrets)
    const bad = await plinth(['config'], { ...secrets, SECRETS_KEY: 'hunter2', DATABASE_URL: 'mysql://hunter2' })
    for (const { stdout, stderr } of [good, bad])
      for (const secret of [key, secrets.RPC_TOKEN, secrets.PLINTH_OPERATOR_KEY, 'hunter2'])
        assert.equal(`${stdout}${stderr}`.includes(secret), false, `${secret} is shown`)
    assert.equal(bad.code, 1)
    assert.match(bad.stderr, /^plinth: DATABASE_URL must be .*\nplinth: SECRETS_KEY must be .*\n$/)
  })

  it('says which file a secret was read from', async () => {
    const cwd = emptyDir()
    const file = join(cwd, 'key')
    writeFileSync(file, `${key}\n`)
    const { stdout } = await plinth(['config'], { SECRETS_KEY_FILE: file }, cwd)
    assert.ok(stdout.includes(`SECRETS_KEY=*** (file ${file})`), stdout)
  })
})

describe('plinth config docs', () => {
  it('writes one Markdown row for each setting of all parts, in order, none without a sentence', async () => {
    const { code, stdout, stderr } = await plinth(['config', 'docs'], {})
    assert.deepEqual([code, stderr], [0, ''])
    const rows = stdout
      .trim()
      .split('\n')
      .map((row) => row.slice(2, -2).split(' | '))
    assert.deepEqual(rows[0], ['Variable', 'Meaning', 'Values', 'Unit', 'Default'])
    const variables = rows.slice(2).map(([name = '']) => name)
    for (const variable of [
      '`PORT`',
      '`DATABASE_URL`, `DATABASE_URL_FILE`',
      '`TENANCY_SELF_SERVICE_TIERS`',
      '`WEBHOOKS_ALLOW_HTTP`',
    ])
      assert.ok(variables.includes(variable), `${variable} is missing`)
    assert.equal(new Set(variables).size, variables.length)
    for (const [name, doc = ''] of rows.slice(2)) assert.match(doc, /\.$/, `${name} has no sentence`)
    const values = new Map(rows.slice(2).map(([name, , allowed]) => [name, allowed]))
    assert.deepEqual(
      [
        '`PORT`',
        '`GATEWAY_REQUEST_LOG`',
        '`GATEWAY_CONSOLE`',
        '`NATS_URL`, `NATS_URL_FILE`',
        '`RPC_TOKEN`, `RPC_TOKEN_FILE`',
      ].map((name) => values.get(name)),
      [
        'a whole number from 0 to 65535',
        'one of off, errors, changes, all',
        'true, false, 1 or 0',
        'a URL that starts with nats:// or tls://',
        'at least 16 characters',
      ],
    )
    assert.deepEqual(values.get('`HOST`'), '')
  })
})

describe('plinth doctor', () => {
  it('has nothing to complain about before the first start, and makes nothing', async () => {
    const { code, stdout } = await plinth(['doctor'], {})
    assert.equal(code, 0)
    for (const line of stdout.trim().split('\n')) assert.match(line, /^(configuration|keys|NATS|Redis|database): ok/)
  })

  it('says what to do about everything that does not answer, and exits with 1', async () => {
    const env = {
      SECRETS_KEY: key,
      DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres',
      NATS_URL: 'nats://127.0.0.1:1',
      REDIS_URL: 'redis://127.0.0.1:1',
    }
    const { code, stdout } = await plinth(['doctor'], env)
    assert.equal(code, 1)
    const said = (line: RegExp) => assert.match(stdout, line)
    said(/^NATS: NATS does not answer .*start it, or correct NATS_URL\.$/m)
    said(/^Redis: Redis does not answer .*start it, or correct REDIS_URL\.$/m)
    said(/^database tenancy: DATABASE_URL: .*start the server or correct the URL/m)
  })

  it('asks no Redis for a part that needs none', async () => {
    const { stdout } = await plinth(['doctor', '--target=identity'], {
      ...secrets,
      DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres',
      NATS_URL: 'nats://127.0.0.1:1',
      REDIS_URL: 'redis://127.0.0.1:1',
    })
    assert.match(stdout, /^Redis: ok \(not needed by this part\)$/m)
  })

  it('names what is wrong with the configuration and stops there', async () => {
    const { code, stdout } = await plinth(['doctor'], { PORT: 'x' })
    assert.equal(code, 1)
    assert.match(stdout, /^configuration: PORT .*must be a whole number/)
  })
})

describe('plinth catalog', () => {
  for (const url of ['nowhere', 'localhost:8080', 'ftp://127.0.0.1'])
    it(`says what PLINTH_URL must be when it is ${url}`, async () => {
      const { code, stderr } = await plinth(['catalog', 'export'], { ...secrets, PLINTH_URL: url })
      assert.equal(code, 2)
      assert.deepEqual(JSON.parse(stderr), {
        error: {
          code: 'USAGE',
          message: `PLINTH_URL must be a URL that starts with http:// or https://; it is "${url}".`,
        },
      })
    })
})

describe('plinth --version', () => {
  it('prints the version alone', async () => {
    const { code, stdout } = await plinth(['--version'], {})
    assert.equal(code, 0)
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
  })
})
