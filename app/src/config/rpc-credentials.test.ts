import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '@plinth/kit/config'
import { rpcWarnings, shownTokens, takenTokens } from './rpc-credentials.ts'
import { rpcSettings } from './rpc-settings.ts'

const token = (of: string) => `the token of ${of}`
const config = (env: Record<string, string>) => loadConfig(rpcSettings, env)
const three = {
  RPC_IDENTITY_TOKEN: token('identity'),
  RPC_TENANCY_TOKEN: token('tenancy'),
  RPC_WEBHOOKS_TOKEN: token('webhooks'),
}

describe('the tokens between parts', () => {
  it('are one for each service, the first of several shown and all taken', () => {
    const found = config({ ...three, RPC_IDENTITY_TOKEN: 'the newer of the two, the older of the two' })
    assert.deepEqual(shownTokens(found), {
      identity: 'the newer of the two',
      tenancy: token('tenancy'),
      webhooks: token('webhooks'),
    })
    assert.deepEqual(takenTokens(found, 'identity'), ['the newer of the two', 'the older of the two'])
  })

  it('are RPC_TOKEN where they are unset; a service with its own takes RPC_TOKEN besides', () => {
    const found = config({ RPC_TOKEN: 'shared by all of them', RPC_WEBHOOKS_TOKEN: token('webhooks') })
    assert.deepEqual(shownTokens(found), {
      identity: 'shared by all of them',
      tenancy: 'shared by all of them',
      webhooks: token('webhooks'),
    })
    assert.deepEqual(takenTokens(found, 'webhooks'), [token('webhooks'), 'shared by all of them'])
  })

  it('are refused when one is short', () => {
    assert.throws(
      () => config({ RPC_IDENTITY_TOKEN: 'long enough to be taken,short' }),
      /RPC_IDENTITY_TOKEN must have at least 16 characters/,
    )
  })
})

describe('rpcWarnings', () => {
  it('are none for tokens of their own, in one process, or with TLS', () => {
    const pem = '-----BEGIN '
    const tls = { RPC_TLS_CA: pem, RPC_TLS_CERT: pem, RPC_TLS_KEY: pem }
    assert.deepEqual(rpcWarnings(config(three), 'gateway'), [])
    assert.deepEqual(rpcWarnings(config({ RPC_TENANCY_TOKEN: token('tenancy') }), 'tenancy'), [])
    assert.deepEqual(rpcWarnings(config({ RPC_TOKEN: 'shared by all of them' }), 'all'), [])
    assert.deepEqual(rpcWarnings(config(tls), 'webhooks'), [])
  })

  const shared = { ...three, RPC_WEBHOOKS_TOKEN: token('identity') }
  for (const [what, env, target, sentence] of [
    ['RPC_TOKEN, which all share', { RPC_TOKEN: 'shared by all of them' }, 'webhooks', /^RPC_TOKEN is one secret/],
    ['a service that knows the token of another', three, 'webhooks', /^RPC_IDENTITY_TOKEN is known to webhooks/],
    ['two services with one token', shared, 'gateway', /^two of .* have the same value/],
  ] as const)
    it(`speaks of ${what}`, () => {
      assert.match(rpcWarnings(config(env), target).join('\n'), sentence)
    })
})
