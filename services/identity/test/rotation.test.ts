import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { asOperator, contextOf, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

describe('RotateApiKey', () => {
  it('makes a new key with the same settings; both work, until the grace ends', async () => {
    const { key, apiKey, context } = await identity.member(make.id('wks'), Role.ROLE_MEMBER, { scopes: ['read:all'] })
    const rotated = await identity.keys.rotateApiKey({ id: apiKey.id, gracePeriodHours: 24 }, { context })
    const settings = ({ name, scopes, userId, workspaceId, rateLimitTier }: typeof apiKey) => ({
      name,
      scopes,
      userId,
      workspaceId,
      rateLimitTier,
    })
    assert.ok(rotated.apiKey)
    assert.deepEqual(settings(rotated.apiKey), settings(apiKey))
    assert.equal(rotated.previousId, apiKey.id)
    const graceMs = (rotated.previousExpiresAt?.getTime() ?? 0) - Date.now()
    assert.ok(Math.abs(graceMs - 86_400_000) < 60_000)
    assert.deepEqual((await identity.authenticate(key)).expiresAt, rotated.previousExpiresAt)
    assert.ok(await identity.authenticate(rotated.key))
    await assert.rejects(identity.keys.rotateApiKey({ id: apiKey.id, gracePeriodHours: 1 }, { context }), {
      code: 'STATE_CONFLICT',
    })
    await identity.expire(apiKey.id)
    await assert.rejects(identity.authenticate(key), { code: 'TOKEN_EXPIRED' })
    assert.deepEqual(
      (await identity.eventsAbout(rotated.apiKey.id)).map(({ type, attributes }) => [type, attributes['previous']]),
      [['api_key.rotated', { id: apiKey.id, expires_at: rotated.previousExpiresAt?.toISOString() }]],
    )
  })

  it('ends the old key at once without a grace, but no key does so to itself', async () => {
    const workspaceId = make.id('wks')
    const { key, apiKey, context, user } = await identity.member(workspaceId)
    const request = { id: apiKey.id, gracePeriodHours: 0 }
    await assert.rejects(identity.keys.rotateApiKey(request, { context }), { code: 'VALIDATION_ERROR' })
    const second = await identity.createKey(workspaceId, user.id)
    await identity.keys.rotateApiKey(request, { context: contextOf(second.apiKey) })
    await assert.rejects(identity.authenticate(key), { code: 'INVALID_API_KEY' })
  })

  it('is the holder’s alone, and no way for a narrow key to get at a wide one', async () => {
    const workspaceId = make.id('wks')
    const { apiKey, user } = await identity.member(workspaceId)
    const owner = await identity.member(workspaceId, Role.ROLE_OWNER)
    const narrow = await identity.createKey(workspaceId, user.id, { scopes: ['write:api-keys'] })
    const request = { id: apiKey.id, gracePeriodHours: 24 }
    await assert.rejects(identity.keys.rotateApiKey(request, { context: owner.context }), {
      code: 'INSUFFICIENT_PERMISSIONS',
    })
    await assert.rejects(identity.keys.rotateApiKey(request, { context: contextOf(narrow.apiKey) }), {
      code: 'VALIDATION_ERROR',
    })
  })

  it('works with ten active keys, and bounds those in grace', async () => {
    const workspaceId = make.id('wks')
    const { id } = await identity.createUser()
    const made = await Promise.all(Array.from({ length: 10 }, () => identity.createKey(workspaceId, id)))
    const context = asOperator({ workspaceId })
    const rotate = (keyId: string) => identity.keys.rotateApiKey({ id: keyId, gracePeriodHours: 1 }, { context })
    const rotated = await Promise.all(made.map(({ apiKey }) => rotate(apiKey.id)))
    await assert.rejects(rotate(rotated[0]?.apiKey?.id ?? ''), { code: 'STATE_CONFLICT' })
    await assert.rejects(identity.createKey(workspaceId, id), { code: 'STATE_CONFLICT' })
  })

  it('keeps the family: each key says which was first, and how many rotations ago', async () => {
    const { key, apiKey, context } = await identity.member(make.id('wks'))
    const familyOf = async (one: string) => {
      const { principal } = await identity.authenticate(one)
      return [principal?.keyFamilyId, principal?.keyGeneration]
    }
    const second = await identity.keys.rotateApiKey({ id: apiKey.id, gracePeriodHours: 1 }, { context })
    assert.ok(second.apiKey)
    const holder = contextOf(second.apiKey)
    const third = await identity.keys.rotateApiKey({ id: second.apiKey.id, gracePeriodHours: 1 }, { context: holder })
    assert.deepEqual(await familyOf(key), ['', 0])
    assert.deepEqual(await familyOf(second.key), [apiKey.id, 1])
    assert.deepEqual(await familyOf(third.key), [apiKey.id, 2])
  })

  it('keeps what the key reaches, and is no way to reach more', async () => {
    const workspaceId = make.id('wks')
    const { apiKey, user, context } = await identity.member(workspaceId, Role.ROLE_MEMBER, { allWorkspaces: true })
    const narrow = await identity.createKey(workspaceId, user.id)
    const request = { id: apiKey.id, gracePeriodHours: 1 }
    await assert.rejects(identity.keys.rotateApiKey(request, { context: contextOf(narrow.apiKey) }), {
      code: 'VALIDATION_ERROR',
    })
    assert.equal((await identity.keys.rotateApiKey(request, { context })).apiKey?.allWorkspaces, true)
  })
})
