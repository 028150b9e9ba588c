import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { z } from 'zod'
import {
  ConfigError,
  choice,
  type Env,
  flag,
  integer,
  list,
  loadConfig,
  optionalUrl,
  percentEncode,
  secret,
} from './index.ts'

const schema = {
  port: integer('PORT', { doc: 'Public port.', min: 0, max: 65_535, default: 8080 }),
  timeoutMs: integer('TIMEOUT_MS', { doc: 'Time per attempt.', unit: 'ms', min: 1, max: 60_000 }),
  allowHttp: flag('ALLOW_HTTP', { doc: 'Take http URLs.', default: false }),
  tiers: list('TIERS', { doc: 'Tiers.', part: z.string(), default: ['free', 'pro'] }),
  level: choice('LEVEL', { doc: 'Level.', words: ['info', 'debug'], default: 'info' }),
  natsUrl: optionalUrl('NATS_URL', { doc: 'NATS.', protocols: ['nats:'] }),
  token: secret('TOKEN', { doc: 'Token.' }),
}
const mistakesOf = (env: Env) => {
  try {
    loadConfig(schema, env)
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.mistakes
    throw thrown
  }
  return []
}

describe('configuration', () => {
  it('takes values and defaults; an empty variable counts as unset', () => {
    assert.deepEqual(
      { ...loadConfig(schema, { TIMEOUT_MS: '15', ALLOW_HTTP: '1', TIERS: ' a, b,', PORT: '' }) },
      {
        port: 8080,
        timeoutMs: 15,
        allowHttp: true,
        tiers: ['a', 'b'],
        level: 'info',
        natsUrl: undefined,
        token: undefined,
      },
    )
  })

  it('reports every mistake at once, with the variable, its unit and what is allowed', () => {
    assert.deepEqual(mistakesOf({ PORT: '80x', ALLOW_HTTP: 'yes', LEVEL: 'loud', NATS_URL: 'http://a' }), [
      'PORT must be a whole number from 0 to 65535; it is "80x"',
      'TIMEOUT_MS (in ms) must be set',
      'ALLOW_HTTP must be true, false, 1 or 0; it is "yes"',
      'LEVEL must be one of info, debug; it is "loud"',
      'NATS_URL must be a URL that starts with nats://; it is "http://a"',
    ])
  })

  it('refuses a URL whose user or password is not percent-encoded, and does not show a secret one', () => {
    const proxy = { proxyUrl: optionalUrl('PROXY_URL', { doc: 'Proxy.', protocols: ['http:'], isSecret: true }) }
    for (const login of ['u:p%ZZ', 'u%:p', 'u:p%e9']) {
      assert.throws(() => loadConfig(proxy, { PROXY_URL: `http://${login}@h:1` }), {
        mistakes: [`PROXY_URL ${percentEncode}`],
      })
    }
    assert.equal(loadConfig(proxy, { PROXY_URL: 'http://u:p%25ZZ@h:1/%ZZ' }).proxyUrl, 'http://u:p%25ZZ@h:1/%ZZ')
  })

  it('reads a secret from the file that NAME_FILE names', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'token')
    writeFileSync(path, 's3cret\n')
    assert.equal(loadConfig(schema, { TIMEOUT_MS: '1', TOKEN_FILE: path }).token, 's3cret')
    assert.deepEqual(mistakesOf({ TIMEOUT_MS: '1', TOKEN_FILE: '/nowhere' }), [
      'TOKEN_FILE names a file that cannot be read: /nowhere',
    ])
    assert.deepEqual(mistakesOf({ TIMEOUT_MS: '1', TOKEN: 'a', TOKEN_FILE: path }), [
      'TOKEN and TOKEN_FILE are both set; unset one',
    ])
  })
})
