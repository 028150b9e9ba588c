import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import {
  asOperator,
  inDays,
  keyRequest,
  operatorKeyRequest,
  startIdentity,
  withKey,
  withOperatorKey,
} from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

describe('CreateOperatorKey', () => {
  it('makes a key of no user, with every scope', async () => {
    const { operatorKey, key } = await identity.createOperatorKey()
    const { id: keyId } = operatorKey
    assert.deepEqual(await identity.authenticate(key), {
      principal: {
        ...{ keyId, userId: '', isOperator: true, homeWorkspaceId: '', scopes: ['*'] },
        ...{ keyFamilyId: '', keyGeneration: 0, allWorkspaces: false, name: operatorKey.name },
        sessionId: '',
      },
      prefix: key.slice(0, 12),
      keyName: operatorKey.name,
      rateLimitTier: '',
      allowedIps: [],
      expiresAt: undefined,
      expiresInMs: undefined,
      idleExpiresAt: undefined,
    })
  })

  it('keeps scopes, expiry and addresses, and authenticates with them', async () => {
    const expiresAt = inDays(3)
    const wanted = { scopes: ['all:read'], expiresAt, allowedIps: ['203.0.113.0/24'] }
    const { operatorKey, key } = await identity.createOperatorKey(wanted)
    assert.deepEqual(operatorKey.scopes, ['read:all'])
    const { principal, ...grant } = await identity.authenticate(key)
    assert.deepEqual(principal?.scopes, ['read:all'])
    assert.deepEqual([grant.expiresAt, grant.allowedIps], [expiresAt, ['203.0.113.0/24']])
    await identity.expire(operatorKey.id)
    await assert.rejects(identity.authenticate(key), { code: 'TOKEN_EXPIRED' })
  })

  it('makes none that is wider than its maker, and widens none that lasts longer', async () => {
    const bounds = { scopes: ['read:all', 'write:api-keys'], expiresAt: inDays(2), allowedIps: ['203.0.113.0/24'] }
    const { operatorKey } = await identity.createOperatorKey(bounds)
    const context = withOperatorKey(operatorKey)
    const { operatorKey: like } = await identity.createOperatorKey({}, context)
    assert.deepEqual(
      [like.scopes, like.expiresAt, like.allowedIps],
      [operatorKey.scopes, operatorKey.expiresAt, operatorKey.allowedIps],
    )
    for (const wider of [
      { scopes: ['*'] },
      { scopes: ['delete:users'] },
      { expiresAt: inDays(4) },
      { allowedIps: ['203.0.112.0/23'] },
    ]) {
      await assert.rejects(identity.createOperatorKey(wider, context), { code: 'VALIDATION_ERROR' })
    }
    const { operatorKey: lasting } = await identity.createOperatorKey({ scopes: ['read:users'] })
    const widened = identity.operatorKeys.updateOperatorKey(
      { id: lasting.id, scopes: { values: ['read:all'] } },
      { context },
    )
    await assert.rejects(widened, { code: 'VALIDATION_ERROR' })
  })

  it('lets no operator key make an API key with more scopes than its own', async () => {
    const { operatorKey } = await identity.createOperatorKey({ scopes: ['write:api-keys', 'read:users'] })
    const user = await identity.createUser()
    const context = withOperatorKey(operatorKey, { workspaceId: make.id('wks') })
    const request = keyRequest({ scopes: ['*'], userId: user.id, workspaceTier: '' })
    await assert.rejects(identity.keys.createApiKey(request, { context }), { code: 'VALIDATION_ERROR' })
    const { apiKey } = await identity.keys.createApiKey({ ...request, scopes: ['read:users'] }, { context })
    assert.deepEqual(apiKey?.scopes, ['read:users'])
  })

  it('gives the same key for the same Idempotency-Key', async () => {
    const context = withKey(asOperator(), make.idempotency())
    const request = operatorKeyRequest()
    const [first, second] = [
      await identity.operatorKeys.createOperatorKey(request, { context }),
      await identity.operatorKeys.createOperatorKey(request, { context }),
    ]
    assert.deepEqual(second, first)
  })
})

describe('the operator keys', () => {
  it('are for operators alone', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const { context } = await identity.member(make.id('wks'), Role.ROLE_OWNER)
    const { id } = operatorKey
    const keys = identity.operatorKeys
    for (const call of [
      () => keys.createOperatorKey(operatorKeyRequest(), { context }),
      () => keys.getOperatorKey({ id }, { context }),
      () => keys.listOperatorKeys({}, { context }),
      () => keys.updateOperatorKey({ id, name: 'mine' }, { context }),
      () => keys.rotateOperatorKey({ id, gracePeriodHours: 24 }, { context }),
      () => keys.revokeOperatorKey({ id }, { context }),
    ])
      await assert.rejects(call, { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(keys.listOperatorKeys({}), { code: 'UNAUTHENTICATED' })
  })

  it('are listed, without those of workspaces', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const { apiKey } = await identity.member(make.id('wks'))
    const { operatorKeys, page } = await identity.operatorKeys.listOperatorKeys({}, { context: asOperator() })
    const ids = operatorKeys.map(({ id }) => id)
    assert.ok(ids.includes(operatorKey.id))
    assert.equal(ids.includes(apiKey.id), false)
    assert.ok((page?.total ?? 0) > 0)
    await assert.rejects(identity.operatorKeys.getOperatorKey({ id: apiKey.id }, { context: asOperator() }), {
      code: 'RESOURCE_NOT_FOUND',
    })
  })

  it('are narrowed', async () => {
    const { operatorKey, key } = await identity.createOperatorKey()
    const request = { id: operatorKey.id, scopes: { values: ['read:all'] }, allowedIps: { values: ['203.0.113.7'] } }
    await identity.operatorKeys.updateOperatorKey(request, { context: asOperator() })
    const { principal, allowedIps } = await identity.authenticate(key)
    assert.deepEqual([principal?.scopes, allowedIps], [['read:all'], ['203.0.113.7']])
  })
})

describe('RotateOperatorKey', () => {
  it('makes a new key with the same settings; both work until the grace ends', async () => {
    const wanted = { scopes: ['read:all'], allowedIps: ['203.0.113.0/24'] }
    const { operatorKey, key } = await identity.createOperatorKey(wanted)
    const request = { id: operatorKey.id, gracePeriodHours: 1 }
    const rotated = await identity.operatorKeys.rotateOperatorKey(request, { context: asOperator() })
    assert.deepEqual(rotated.operatorKey?.scopes, ['read:all'])
    const { allowedIps, principal } = await identity.authenticate(rotated.key)
    assert.deepEqual(allowedIps, ['203.0.113.0/24'])
    // It is answered what the key was answered that it replaces.
    assert.deepEqual([principal?.keyFamilyId, principal?.keyGeneration], [operatorKey.id, 1])
    assert.deepEqual((await identity.authenticate(key)).expiresAt, rotated.previousExpiresAt)
    await assert.rejects(identity.operatorKeys.rotateOperatorKey(request, { context: asOperator() }), {
      code: 'STATE_CONFLICT',
    })
  })

  it('ends the old key at once without a grace, but no key does so to itself, nor gets at a wider one', async () => {
    const { operatorKey, key } = await identity.createOperatorKey()
    const narrow = await identity.createOperatorKey({ scopes: ['write:api-keys'] })
    const request = { id: operatorKey.id, gracePeriodHours: 0 }
    for (const context of [withOperatorKey(operatorKey), withOperatorKey(narrow.operatorKey)])
      await assert.rejects(identity.operatorKeys.rotateOperatorKey(request, { context }), { code: 'VALIDATION_ERROR' })
    const rotated = await identity.operatorKeys.rotateOperatorKey(request, { context: asOperator() })
    await assert.rejects(identity.authenticate(key), { code: 'INVALID_API_KEY' })
    assert.ok(await identity.authenticate(rotated.key))
  })
})

describe('RevokeOperatorKey', () => {
  const context = asOperator()

  it('ends a key for every Authenticate afterwards', async () => {
    await identity.createOperatorKey()
    const { operatorKey, key } = await identity.createOperatorKey()
    await identity.operatorKeys.revokeOperatorKey({ id: operatorKey.id }, { context })
    await assert.rejects(identity.authenticate(key), { code: 'INVALID_API_KEY' })
    await assert.rejects(identity.operatorKeys.revokeOperatorKey({ id: operatorKey.id }, { context }), {
      code: 'RESOURCE_NOT_FOUND',
    })
  })

  it('leaves the last key with *, whatever else there is', async () => {
    const fresh = await startIdentity()
    const { operatorKey } = await fresh.createOperatorKey()
    await fresh.createOperatorKey({ scopes: ['read:all'] })
    const expired = await fresh.createOperatorKey()
    await fresh.expire(expired.operatorKey.id)
    const replaced = await fresh.createOperatorKey()
    const { id } = operatorKey
    await fresh.operatorKeys.rotateOperatorKey({ id: replaced.operatorKey.id, gracePeriodHours: 24 }, { context })
    // With the one that replaced it there are two.
    await fresh.operatorKeys.revokeOperatorKey({ id }, { context })
    const { operatorKeys } = await fresh.operatorKeys.listOperatorKeys({}, { context })
    const last = operatorKeys.find((one) => one.scopes.includes('*') && one.expiresAt === undefined)
    assert.ok(last)
    const refused = { code: 'STATE_CONFLICT' }
    await assert.rejects(fresh.operatorKeys.revokeOperatorKey({ id: last.id }, { context }), refused)
    const narrowed = { id: last.id, scopes: { values: ['read:all'] } }
    await assert.rejects(fresh.operatorKeys.updateOperatorKey(narrowed, { context }), refused)
    for (const one of operatorKeys.filter((other) => other.id !== last.id))
      await fresh.operatorKeys.revokeOperatorKey({ id: one.id }, { context })
  })

  it('leaves a key with * that lasts as long as any', async () => {
    const fresh = await startIdentity()
    const revoke = ({ id }: { id: string }) => fresh.operatorKeys.revokeOperatorKey({ id }, { context })
    const refused = { code: 'STATE_CONFLICT' }
    const { operatorKey: endless } = await fresh.createOperatorKey()
    const { operatorKey: shorter } = await fresh.createOperatorKey({ expiresAt: inDays(1) })
    const { operatorKey: longer } = await fresh.createOperatorKey({ expiresAt: inDays(2) })
    await assert.rejects(revoke(endless), refused)
    const narrowed = { id: endless.id, scopes: { values: ['read:all'] } }
    await assert.rejects(fresh.operatorKeys.updateOperatorKey(narrowed, { context }), refused)
    // Where every one ends some day, the longest-lived stays.
    await fresh.part.database.query({ text: 'DELETE FROM api_key WHERE id = $1', values: [endless.id] })
    await assert.rejects(revoke(longer), refused)
    const { operatorKey: asLong } = await fresh.createOperatorKey({ expiresAt: longer.expiresAt })
    await revoke(longer)
    await revoke(shorter)
    await assert.rejects(revoke(asLong), refused)
  })
})

describe('EnsureOperatorKey', () => {
  it('makes the first key once, however many ask at once', async () => {
    const fresh = await startIdentity()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => fresh.operatorKeys.ensureOperatorKey({ key: '' })),
    )
    const made = answers.map(({ madeKey }) => madeKey).filter((key) => key !== '')
    assert.equal(made.length, 1)
    assert.equal((await fresh.authenticate(made[0] ?? '')).principal?.isOperator, true)
  })

  it('takes the key of the request, once', async () => {
    const { key } = makeApiKey('sk_test')
    const answers = await Promise.all(Array.from({ length: 4 }, () => identity.operatorKeys.ensureOperatorKey({ key })))
    for (const { madeKey, hasEnded } of answers) assert.deepEqual([madeKey, hasEnded], ['', false])
    assert.equal((await identity.authenticate(key)).principal?.isOperator, true)
    const broken = identity.operatorKeys.ensureOperatorKey({ key: `${key.slice(0, -1)}-` })
    await assert.rejects(broken, { code: 'VALIDATION_ERROR' })
  })

  it('ends the key that was named before, for good, and no other', async () => {
    const fresh = await startIdentity()
    const { key: kept } = await fresh.createOperatorKey()
    const [first, second] = [makeApiKey('sk_test').key, makeApiKey('sk_test').key]
    const ensure = (key: string) => fresh.operatorKeys.ensureOperatorKey({ key })
    assert.equal((await ensure(first)).lastEndedMsAgo, undefined)
    const { hasEnded, lastEndedMsAgo = Number.NaN } = await ensure(second)
    assert.equal(hasEnded, false)
    assert.ok(lastEndedMsAgo >= 0 && lastEndedMsAgo < 60_000, `${lastEndedMsAgo}`)
    await assert.rejects(fresh.authenticate(first), { code: 'INVALID_API_KEY' })
    for (const key of [second, kept]) assert.ok(await fresh.authenticate(key))
    // A process that still has the old value starts again.
    assert.equal((await ensure(first)).hasEnded, true)
    await assert.rejects(fresh.authenticate(first), { code: 'INVALID_API_KEY' })
    assert.ok(await fresh.authenticate(second))
  })

  it('brings back no key that was revoked, and makes no first key in its place', async () => {
    const fresh = await startIdentity()
    const { key } = makeApiKey('sk_test')
    await fresh.operatorKeys.ensureOperatorKey({ key })
    const { principal } = await fresh.authenticate(key)
    await fresh.createOperatorKey()
    await fresh.operatorKeys.revokeOperatorKey({ id: principal?.keyId ?? '' }, { context: asOperator() })
    assert.equal((await fresh.operatorKeys.ensureOperatorKey({ key })).hasEnded, true)
    await assert.rejects(fresh.authenticate(key), { code: 'INVALID_API_KEY' })
    assert.equal((await fresh.operatorKeys.ensureOperatorKey({ key: '' })).madeKey, '')
  })

  it('refuses a narrow key in place of the last one with *', async () => {
    const fresh = await startIdentity()
    const { key: named } = makeApiKey('sk_test')
    await fresh.operatorKeys.ensureOperatorKey({ key: named })
    const { key: narrow } = await fresh.createOperatorKey({ scopes: ['read:all'] })
    await assert.rejects(fresh.operatorKeys.ensureOperatorKey({ key: narrow }), { code: 'STATE_CONFLICT' })
    assert.ok(await fresh.authenticate(named))
  })

  it('refuses a key that expires in place of the last one that does not', async () => {
    const fresh = await startIdentity()
    const { key: named } = makeApiKey('sk_test')
    await fresh.operatorKeys.ensureOperatorKey({ key: named })
    const { key: brief } = await fresh.createOperatorKey({ expiresAt: inDays(1) })
    await assert.rejects(fresh.operatorKeys.ensureOperatorKey({ key: brief }), { code: 'STATE_CONFLICT' })
    await fresh.createOperatorKey()
    assert.equal((await fresh.operatorKeys.ensureOperatorKey({ key: brief })).hasEnded, false)
    await assert.rejects(fresh.authenticate(named), { code: 'INVALID_API_KEY' })
  })

  it('ends one key, whichever of two values is ensured first by two processes', async () => {
    const fresh = await startIdentity()
    const other = await startIdentity({}, fresh.part)
    const keys = Array.from({ length: 6 }, () => makeApiKey('sk_test').key)
    await Promise.all(keys.map((key, at) => (at % 2 ? fresh : other).operatorKeys.ensureOperatorKey({ key })))
    const living = await Promise.allSettled(keys.map((key) => fresh.authenticate(key)))
    assert.equal(living.filter(({ status }) => status === 'fulfilled').length, 1)
  })
})
