import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Bearer } from './caller.ts'
import { rateLimitsOf, rateLimitText } from './rate-limits.ts'
import { anonymousPolicies, bearerPolicies } from './rate-policies.ts'

const bearer = (keyTier: string, workspaceTier: string, planLimits = {}): Bearer => ({
  principal: {
    ...{ keyId: 'key_1', keyFamilyId: '', keyGeneration: 0, userId: 'usr_1', isOperator: false },
    ...{ homeWorkspaceId: 'wks_1', allWorkspaces: false, scopes: [], name: '', sessionId: '' },
  },
  grant: { prefix: '', keyName: '', rateLimitTier: keyTier, allowedIps: [] },
  home: {
    workspaceId: 'wks_1',
    namespaceId: '',
    namespaceUuid: '',
    role: 1,
    tier: workspaceTier,
    status: 'active',
    planLimits,
  },
})
const limits = (one: Bearer, told: readonly string[] = []) =>
  bearerPolicies(one, rateLimitsOf(told)).map(({ bucket, limit }) => [bucket, limit])

describe('the policies of a call', () => {
  it('are hour and burst of the key, at the lower of both tiers, and of its own workspace', () => {
    const key = '{wks_1}:key:key_1'
    const workspace = '{wks_1}:workspace'
    const pro = [
      [`${workspace}:hour`, 10_000],
      [`${workspace}:burst`, 200],
    ]
    assert.deepEqual(limits(bearer('free', 'pro')), [[`${key}:hour`, 1_000], [`${key}:burst`, 50], ...pro])
    assert.deepEqual(limits(bearer('business', 'pro')), [[`${key}:hour`, 10_000], [`${key}:burst`, 200], ...pro])
    assert.deepEqual(limits(bearer('free', 'enterprise')), [
      [`${key}:hour`, 1_000],
      [`${key}:burst`, 50],
    ])
  })

  it('are none for an operator', () => {
    const { principal, grant } = bearer('', '')
    assert.deepEqual(limits({ principal: { ...principal, isOperator: true }, grant, home: undefined }), [])
  })

  it('are the limits of the plan for an enterprise and its keys of that tier, and for no other workspace', () => {
    const plan = { 'plinth.requests_per_hour': 250_000, 'plinth.requests_burst': 2_000 }
    assert.deepEqual(limits(bearer('', 'enterprise', plan)), [
      ['{wks_1}:key:key_1:hour', 250_000],
      ['{wks_1}:key:key_1:burst', 2_000],
      ['{wks_1}:workspace:hour', 250_000],
      ['{wks_1}:workspace:burst', 2_000],
    ])
    assert.deepEqual(limits(bearer('', 'enterprise', { 'plinth.requests_burst': 0 })), [
      ['{wks_1}:key:key_1:burst', 1],
      ['{wks_1}:workspace:burst', 1],
    ])
    assert.deepEqual(limits(bearer('', 'free', plan)), limits(bearer('', 'free')))
  })

  it('are those that GATEWAY_RATE_LIMITS tells; a tier it leaves out keeps its own', () => {
    const told = ['pro=7/3', 'enterprise=90/9']
    assert.deepEqual(
      limits(bearer('free', 'pro'), told).map(([, limit]) => limit),
      [1_000, 50, 7, 3],
    )
    assert.deepEqual(
      limits(bearer('', 'enterprise'), told).map(([, limit]) => limit),
      [90, 9, 90, 9],
    )
  })

  it('are told as tier=calls an hour/calls at once, whole numbers from 1, and in no other way', () => {
    const isFine = (text: string) => rateLimitText.safeParse(text).success
    for (const text of ['free=1/1', 'enterprise=999999999/999999999']) assert.ok(isFine(text), text)
    const wrong = [
      'gold=10/5',
      'pro=0/5',
      'pro=10/0',
      'pro=10',
      'pro=10/5/1',
      'pro=1e3/5',
      'pro=-1/5',
      'pro=1000000000/5',
    ]
    for (const text of [...wrong, ' pro=10/5', '', 'pro=10/5;free=1/1']) assert.ok(!isFine(text), text)
  })

  it('are one per address without a key; an IPv6 network is one address', () => {
    const bucket = (ip: string) => anonymousPolicies(ip)[0]?.bucket
    assert.equal(bucket('192.0.2.1'), '{ip:192.0.2.1}')
    assert.equal(bucket('2001:db8:0:1::1'), '{ip:2001:db8:0:1}')
    assert.equal(bucket('2001:DB8::1:2:3:4:5'), '{ip:2001:db8:0:1}')
    assert.equal(bucket('::1'), '{ip:0:0:0:0}')
    assert.notEqual(bucket('2001:db8:0:1::1'), bucket('2001:db8:0:2::1'))
  })
})
