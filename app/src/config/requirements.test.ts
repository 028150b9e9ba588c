import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '@plinth/kit/config'
import type { PartName } from '@plinth/kit/part'
import { partsOf, type Target } from '../parts.ts'
import { appSettings } from './app-config.ts'
import { unmetRequirements } from './requirements.ts'

const secretsKey = Buffer.alloc(32, 7).toString('base64')
const alone = {
  DATABASE_URL: 'postgres://db',
  NATS_URL: 'nats://bus',
  REDIS_URL: 'redis://cache',
  SECRETS_KEY: secretsKey,
  RPC_IDENTITY_TOKEN: 'identity has its own',
  RPC_TENANCY_TOKEN: 'tenancy has its own',
  RPC_WEBHOOKS_TOKEN: 'webhooks has its own,and another for a rotation',
}
const noTokens = { RPC_IDENTITY_TOKEN: undefined, RPC_TENANCY_TOKEN: undefined, RPC_WEBHOOKS_TOKEN: undefined }
const peers = { RPC_IDENTITY_URL: 'dns:///i:1', RPC_TENANCY_URL: 'dns:///t:1', RPC_WEBHOOKS_URL: 'dns:///w:1' }

describe('unmetRequirements', () => {
  it('asks for nothing when all parts run in one process on the embedded database', () => {
    assert.deepEqual(unmet('all', {}), [])
  })

  it('asks for nothing when a part alone has all it needs', () => {
    assert.deepEqual(unmet('tenancy', alone), [])
    assert.deepEqual(unmet('tenancy', { ...alone, NODE_ENV: 'production' }), [])
    assert.deepEqual(unmet('gateway', { ...alone, ...peers, DATABASE_URL: undefined, SECRETS_KEY: undefined }), [])
  })

  it('takes RPC_TOKEN for the tokens that are unset', () => {
    const shared = { ...alone, ...peers, ...noTokens, RPC_TOKEN: 'sixteen characters' }
    assert.deepEqual([unmet('gateway', shared), unmet('webhooks', shared)], [[], []])
  })

  const missing: [string, Target, Record<string, string | undefined>, RegExp][] = [
    [
      'a database for each part',
      'all',
      {
        DATABASE_URL: 'postgres://db',
        SECRETS_KEY: secretsKey,
        TENANCY_DATABASE_URL: 'postgres://other@DB:5432/plinth_identity?sslmode=verify-full',
      },
      /^the database of tenancy is also that of identity: give each part its own \(TENANCY_DATABASE_URL\)/,
    ],
    ['keys for a named database', 'all', { DATABASE_URL: 'postgres://db' }, /^SECRETS_KEY must be set/],
    ['a bus', 'tenancy', { ...alone, NATS_URL: undefined }, /^NATS_URL must name a NATS server/],
    ['a limiter for all gateways', 'gateway', { ...alone, ...peers, REDIS_URL: undefined }, /^REDIS_URL must name/],
    [
      'a server of its own',
      'identity',
      { ...alone, DATABASE_URL: undefined },
      /^DATABASE_URL or IDENTITY_DATABASE_URL/,
    ],
    [
      'an address',
      'gateway',
      { ...alone, ...peers, RPC_TENANCY_URL: undefined },
      /^RPC_TENANCY_URL must be the address of tenancy/,
    ],
    [
      'a proof of who calls',
      'webhooks',
      { ...alone, RPC_WEBHOOKS_TOKEN: undefined },
      /^RPC_WEBHOOKS_TOKEN \(or RPC_TLS_CA.* authenticate each other with this token$/,
    ],
    [
      'a proof for each service it calls',
      'gateway',
      { ...alone, ...peers, RPC_IDENTITY_TOKEN: undefined, RPC_TENANCY_TOKEN: undefined },
      /^RPC_IDENTITY_TOKEN, RPC_TENANCY_TOKEN \(or RPC_TLS_CA/,
    ],
    [
      'the whole of mutual TLS',
      'webhooks',
      { ...alone, ...noTokens, RPC_TLS_CA: '-----BEGIN ' },
      /^RPC_TLS_CERT and RPC_TLS_KEY must be set too/,
    ],
    [
      'one proof, not two',
      'webhooks',
      { ...alone, RPC_TLS_CA: '-----BEGIN ' },
      /^RPC_…_TOKEN and RPC_TLS_CA.* cannot be combined/,
    ],
    [
      'real time in production',
      'all',
      { PLINTH_TEST_CLOCK: '1', NODE_ENV: 'production', GATEWAY_PUBLIC_URL: 'https://api.example.com' },
      /^PLINTH_TEST_CLOCK is for tests/,
    ],
    ['where callers reach it in production', 'all', { NODE_ENV: 'production' }, /^GATEWAY_PUBLIC_URL must be/],
    [
      'where callers reach a gateway in production',
      'gateway',
      { ...alone, ...peers, NODE_ENV: 'production', GATEWAY_PUBLIC_URL: '' },
      /^GATEWAY_PUBLIC_URL must be/,
    ],
  ]
  for (const [what, target, env, sentence] of missing) {
    it(`asks for ${what} (${target})`, () => {
      const mistakes = unmet(target, env)
      assert.equal(mistakes.length, 1, mistakes.join('\n'))
      assert.match(mistakes[0] ?? '', sentence)
    })
  }
})

function unmet(target: Target, env: Record<string, string | undefined>): string[] {
  const needs: readonly PartName[] = ['identity', 'tenancy', 'webhooks']
  const parts = partsOf(target).map((name) => ({ name, needs: name === 'gateway' ? needs : [] }))
  return unmetRequirements({ config: loadConfig(appSettings, env), env, target, parts })
}
