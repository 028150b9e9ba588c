import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '@plinth/kit/config'
import { identityConfig } from '../src/config.ts'
import { startIdentity } from './identity.ts'

describe('the settings of identity', () => {
  it('have defaults', () => {
    assert.deepEqual(loadConfig(identityConfig, {}), { keyPrefix: 'sk_live', activeKeysMax: 10 })
  })

  it('argue back, all at once', () => {
    const env = { IDENTITY_KEY_PREFIX: 'Sk-Live', IDENTITY_ACTIVE_KEYS_MAX: '0' }
    assert.throws(() => loadConfig(identityConfig, env), {
      mistakes: [
        'IDENTITY_KEY_PREFIX must be up to 32 lower-case letters and digits, in parts joined by _; it is "Sk-Live"',
        'IDENTITY_ACTIVE_KEYS_MAX must be a whole number from 1 to 10000; it is "0"',
      ],
    })
  })

  it('set the prefix of new keys; older ones keep working', async () => {
    const identity = await startIdentity({ IDENTITY_KEY_PREFIX: 'acme_test' })
    const { key } = await identity.createOperatorKey()
    assert.match(key, /^acme_test_[0-9A-Za-z]{16}_/)
    assert.ok(await identity.authenticate(key))
  })
})
