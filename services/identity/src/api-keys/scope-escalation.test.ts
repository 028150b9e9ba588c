import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nameMistakes } from './api-key.ts'
import { expiryMistakes, gainMistakes, ipMistakes, scopeMistakes, tierMistakes } from './scope-escalation.ts'

const day = (n: number) => new Date(n * 86_400_000)
const grant = { scopes: ['read:all'], allowedIps: [], expiresAt: day(10), allWorkspaces: false }

describe('no escalation', () => {
  it('of scopes', () => {
    assert.deepEqual(scopeMistakes(['read:all'], ['read:users', 'users:read']), {})
    assert.deepEqual(Object.keys(scopeMistakes(['read:all'], ['write:users'])), ['scopes'])
    assert.deepEqual(Object.keys(scopeMistakes(['*'], ['x'])), ['scopes'])
  })

  it('of the tier beyond the workspace’s', () => {
    assert.deepEqual(tierMistakes('pro', 'free'), {})
    assert.deepEqual(tierMistakes('pro', 'pro'), {})
    assert.deepEqual(Object.keys(tierMistakes('pro', 'business')), ['rate_limit_tier'])
    assert.deepEqual(Object.keys(tierMistakes('', 'pro')), ['rate_limit_tier'])
    assert.deepEqual(Object.keys(tierMistakes('enterprise', 'gold')), ['rate_limit_tier'])
  })

  it('of the expiry', () => {
    assert.deepEqual(expiryMistakes(grant, day(10), day(1)), {})
    assert.deepEqual(expiryMistakes({ ...grant, expiresAt: undefined }, undefined, day(1)), {})
    for (const wanted of [day(11), undefined, day(1), day(0)])
      assert.deepEqual(Object.keys(expiryMistakes(grant, wanted, day(1))), ['expires_at'])
  })

  it('of addresses: within the bounds, or any where a bound is any', () => {
    assert.deepEqual(ipMistakes([[]], []), {})
    assert.deepEqual(ipMistakes([['10.0.0.0/8'], []], ['1.2.3.4']), {})
    assert.deepEqual(ipMistakes([['10.0.0.0/8'], ['2001:db8::/32']], ['10.1.0.0/16', '2001:db8::1']), {})
    assert.deepEqual(Object.keys(ipMistakes([['10.0.0.0/8']], [])), ['allowed_ips'])
    assert.deepEqual(Object.keys(ipMistakes([['10.0.0.0/8']], ['0.0.0.0/0'])), ['allowed_ips'])
    assert.deepEqual(Object.keys(ipMistakes([[]], Array(101).fill('1.2.3.4'))), ['allowed_ips'])
  })

  it('of a key that lasts longer, or reaches further, than the caller', () => {
    const key = { scopes: ['read:usage'], allowedIps: [], expiresAt: undefined, allWorkspaces: false }
    const caller = { ...key, scopes: ['*'] }
    const wider = { scopes: ['*'], allowedIps: [] }
    assert.deepEqual(gainMistakes(key, wider, caller), {})
    for (const bound of [{ expiresAt: day(10) }, { allowedIps: ['10.0.0.0/8'] }]) {
      assert.deepEqual(Object.keys(gainMistakes(key, wider, { ...caller, ...bound })), ['scopes'])
      assert.deepEqual(gainMistakes(key, key, { ...caller, ...bound }), {})
      assert.deepEqual(gainMistakes({ ...key, ...bound }, { ...wider, ...bound }, { ...caller, ...bound }), {})
    }
    assert.deepEqual(Object.keys(gainMistakes({ ...key, allWorkspaces: true }, wider, caller)), ['scopes'])
    assert.deepEqual(gainMistakes({ ...key, expiresAt: day(9) }, wider, { ...caller, expiresAt: day(10) }), {})
  })

  it('of addresses at which the key would have scopes that the caller does not have', () => {
    const key = { scopes: ['*'], allowedIps: ['10.0.0.0/8'], expiresAt: undefined, allWorkspaces: false }
    const caller = { ...key, scopes: ['write:api-keys'], allowedIps: [] }
    for (const allowedIps of [[], ['192.0.2.1'], ['10.0.0.0/8', '192.0.2.1']])
      assert.deepEqual(Object.keys(gainMistakes(key, { ...key, allowedIps }, caller)), ['allowed_ips'])
    assert.deepEqual(gainMistakes(key, { ...key, allowedIps: ['10.1.0.0/16'] }, caller), {})
    assert.deepEqual(gainMistakes(key, { scopes: ['write:api-keys'], allowedIps: [] }, caller), {})
  })

  it('of a name beyond its bounds, nor one that cannot be stored', () => {
    for (const name of ['Production', '😀'.repeat(255)]) assert.deepEqual(nameMistakes(name), {})
    for (const name of ['', '  ', 'x'.repeat(256), '😀'.repeat(256), 'a\0b'])
      assert.deepEqual(Object.keys(nameMistakes(name)), ['name'])
  })
})
