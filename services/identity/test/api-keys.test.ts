import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { asOperator, inDays, keyRequest, startIdentity, withKey } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

describe('CreateApiKey', () => {
  it('answers the key once and keeps its hash alone; the event holds neither', async () => {
    const workspaceId = make.id('wks')
    const { user, apiKey, key } = await identity.member(workspaceId, Role.ROLE_MEMBER, { scopes: ['webhooks:read'] })
    assert.match(key, /^sk_live_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/)
    assert.deepEqual(
      { ...apiKey, id: '', name: '', createdAt: undefined },
      {
        id: '',
        workspaceId,
        userId: user.id,
        name: '',
        prefix: key.slice(0, 12),
        scopes: ['read:webhooks'],
        rateLimitTier: 'pro',
        allowedIps: [],
        lastUsedAt: undefined,
        expiresAt: undefined,
        createdAt: undefined,
        version: 1,
        allWorkspaces: false,
      },
    )
    const secret = key.split('_')[3] ?? ''
    const [row] = await identity.part.database.query<object>({
      text: 'SELECT row_to_json(api_key)::text AS row FROM api_key WHERE id = $1',
      values: [apiKey.id],
    })
    assert.ok(!JSON.stringify(row).includes(secret))
    assert.deepEqual(await identity.eventsAbout(apiKey.id), [
      {
        type: 'api_key.created',
        workspaceId,
        attributes: {
          id: apiKey.id,
          name: apiKey.name,
          prefix: apiKey.prefix,
          scopes: ['read:webhooks'],
          rate_limit_tier: 'pro',
          allowed_ips: [],
          all_workspaces: false,
          last_used_at: null,
          expires_at: null,
          created_at: apiKey.createdAt?.toISOString(),
        },
      },
    ])
  })

  it('gives by default what a product needs and no power over people and keys, as far as the creator has it', async () => {
    const defaults = async (scopes: string[]) => {
      const { context } = await identity.member(make.id('wks'), Role.ROLE_MEMBER, { scopes })
      return (await identity.keys.createApiKey(keyRequest(), { context })).apiKey?.scopes
    }
    const daily = ['write:namespaces', 'write:entitlements', 'write:webhooks', 'write:events']
    assert.deepEqual(await defaults(['*']), ['read:all', ...daily])
    assert.deepEqual(await defaults(['manage:all', 'metering']), ['read:all', ...daily])
    assert.deepEqual(await defaults(['read:all', 'write:api-keys']), ['read:all'])
    assert.deepEqual(await defaults(['read:users', 'write:webhooks']), ['read:users', 'write:webhooks'])
  })

  it('reaches the user’s other workspaces only when it is made so, by a key that does or by an operator', async () => {
    const workspaceId = make.id('wks')
    const { context } = await identity.member(workspaceId, Role.ROLE_OWNER)
    const wanted = keyRequest({ allWorkspaces: true })
    await assert.rejects(identity.keys.createApiKey(wanted, { context }), {
      code: 'VALIDATION_ERROR',
      details: { all_workspaces: ['Your own key is limited to its workspace, so the new key must be too.'] },
    })
    const wide = await identity.member(workspaceId, Role.ROLE_OWNER, { allWorkspaces: true })
    const made = await identity.keys.createApiKey(wanted, { context: wide.context })
    assert.equal(made.apiKey?.allWorkspaces, true)
    assert.equal((await identity.authenticate(made.key)).principal?.allWorkspaces, true)
    const narrow = await identity.keys.createApiKey(keyRequest(), { context: wide.context })
    assert.equal(narrow.apiKey?.allWorkspaces, false)
  })

  it('lets metering grow no more than any scope', async () => {
    const { context } = await identity.member(make.id('wks'), Role.ROLE_OWNER, { scopes: ['manage:all'] })
    for (const scope of ['metering', '*'])
      await assert.rejects(identity.keys.createApiKey(keyRequest({ scopes: [scope] }), { context }), {
        details: { scopes: [`Your own key does not have the scope ${scope}.`] },
      })
  })

  it('never grows: scopes, tier, expiry and addresses stay within the creator’s, and inherit what is left out', async () => {
    const limits = { scopes: ['read:all'], expiresAt: inDays(2), allowedIps: ['10.0.0.0/8'] }
    const { context } = await identity.member(make.id('wks'), Role.ROLE_OWNER, limits)
    const grown = keyRequest({
      scopes: ['write:webhooks', 'fly:me'],
      rateLimitTier: 'business',
      expiresAt: inDays(3),
      allowedIps: ['10.1.0.0/16', '11.0.0.1', 'here'],
    })
    await assert.rejects(identity.keys.createApiKey(grown, { context }), {
      code: 'VALIDATION_ERROR',
      details: {
        scopes: ['The scope "fly:me" does not exist.', 'Your own key does not have the scope write:webhooks.'],
        rate_limit_tier: ['The tier must not be higher than the tier of the workspace.'],
        expires_at: ['The expiry must not be later than the expiry of your own key.'],
        allowed_ips: ['Your own key does not allow 11.0.0.1.', '"here" is not an IP address or CIDR.'],
      },
    })
    const { apiKey } = await identity.keys.createApiKey(keyRequest({ scopes: ['read:users'] }), { context })
    assert.deepEqual([apiKey?.expiresAt, apiKey?.allowedIps], [limits.expiresAt, limits.allowedIps])
  })

  it('does not narrow what was asked for: no expiry and any address are refused where the creator has less', async () => {
    const unbounded = { scopes: ['read:users'], neverExpires: true, allowsAnyIp: true }
    const limits = { expiresAt: inDays(2), allowedIps: ['10.0.0.0/8'] }
    const narrowed = await identity.member(make.id('wks'), Role.ROLE_OWNER, limits)
    await assert.rejects(identity.keys.createApiKey(keyRequest(unbounded), { context: narrowed.context }), {
      code: 'VALIDATION_ERROR',
      details: {
        expires_at: ['The expiry must not be later than the expiry of your own key.'],
        allowed_ips: ['The list must not be empty, because your own key allows only some addresses.'],
      },
    })
    const { context } = await identity.member(make.id('wks'), Role.ROLE_OWNER, {})
    const { apiKey } = await identity.keys.createApiKey(keyRequest(unbounded), { context })
    assert.deepEqual([apiKey?.expiresAt, apiKey?.allowedIps], [undefined, []])
  })

  it('refuses an expiry in the past', async () => {
    const { context } = await identity.member(make.id('wks'))
    await assert.rejects(identity.keys.createApiKey(keyRequest({ expiresAt: inDays(-1) }), { context }), {
      code: 'VALIDATION_ERROR',
      details: { expires_at: ['The expiry must be in the future.'] },
    })
  })

  it('lets only an operator make a key for another user, who must exist', async () => {
    const workspaceId = make.id('wks')
    const other = await identity.createUser()
    const { context } = await identity.member(workspaceId, Role.ROLE_OWNER)
    const request = keyRequest({ userId: other.id })
    await assert.rejects(identity.keys.createApiKey(request, { context }), { code: 'INSUFFICIENT_PERMISSIONS' })
    for (const userId of ['', make.id('usr')])
      await assert.rejects(identity.createKey(workspaceId, userId), { code: 'VALIDATION_ERROR' })
    await assert.rejects(identity.createKey('', other.id), { code: 'MISSING_WORKSPACE_CONTEXT' })
  })

  it('refuses a caller whose own key is gone', async () => {
    const { context, apiKey } = await identity.member(make.id('wks'))
    await identity.keys.revokeApiKey({ id: apiKey.id }, { context })
    await assert.rejects(identity.keys.createApiKey(keyRequest(), { context }), { code: 'INVALID_API_KEY' })
  })

  it('makes ten of twenty asked for at once, and 409 for the rest', async () => {
    const workspaceId = make.id('wks')
    const { id } = await identity.createUser()
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => identity.createKey(workspaceId, id)))
    const codes = results.map((result) => (result.status === 'fulfilled' ? 'made' : result.reason.code)).sort()
    assert.deepEqual(codes, [...Array(10).fill('STATE_CONFLICT'), ...Array(10).fill('made')])
  })

  it('counts no expired key, and obeys the plan', async () => {
    const workspaceId = make.id('wks')
    const { id } = await identity.createUser()
    const { apiKey } = await identity.createKey(workspaceId, id)
    const planned = { context: asOperator({ workspaceId, planLimits: { 'plinth.api_keys': 1 } }) }
    const request = keyRequest({ userId: id })
    await assert.rejects(identity.keys.createApiKey(request, planned), { code: 'FEATURE_LIMIT_REACHED' })
    assert.deepEqual(await identity.keys.countApiKeys({ workspaceId }, planned), { active: 1 })
    await identity.expire(apiKey.id)
    assert.deepEqual(await identity.keys.countApiKeys({ workspaceId }, planned), { active: 0 })
    assert.ok((await identity.keys.createApiKey(request, planned)).key)
  })

  it('replays the very same key for the same Idempotency-Key', async () => {
    const { context } = await identity.member(make.id('wks'))
    const once = { context: withKey(context, make.idempotency()) }
    const request = keyRequest()
    const first = await identity.keys.createApiKey(request, once)
    assert.deepEqual(await identity.keys.createApiKey(request, once), first)
    const { page } = await identity.keys.listApiKeys({ query: undefined }, { context })
    assert.equal(page?.total, 2)
  })
})

describe('reading and changing keys', () => {
  it('shows all keys of the workspace to its members, and none of another', async () => {
    const workspaceId = make.id('wks')
    const [one, two] = [await identity.member(workspaceId), await identity.member(workspaceId)]
    const foreign = await identity.member(make.id('wks'))
    const { apiKeys } = await identity.keys.listApiKeys({ query: undefined }, { context: one.context })
    assert.deepEqual(apiKeys, [two.apiKey, one.apiKey])
    const got = await identity.keys.getApiKey({ id: two.apiKey.id }, { context: one.context })
    assert.deepEqual(got.apiKey, two.apiKey)
    const missing = []
    for (const id of [foreign.apiKey.id, make.id('key')])
      missing.push(
        await identity.keys
          .getApiKey({ id }, { context: one.context })
          .catch(({ code, message }) => ({ code, message })),
      )
    assert.deepEqual(missing, Array(2).fill({ code: 'RESOURCE_NOT_FOUND', message: 'The API key was not found.' }))
  })

  it('lets members change their own keys, managers all of the workspace, and no member those of another', async () => {
    const workspaceId = make.id('wks')
    const mine = await identity.member(workspaceId)
    const admin = await identity.member(workspaceId, Role.ROLE_ADMIN)
    const foreign = await identity.member(make.id('wks'), Role.ROLE_OWNER)
    const rename = { id: mine.apiKey.id, name: 'New', scopes: undefined, allowedIps: undefined }
    assert.equal((await identity.keys.updateApiKey(rename, { context: mine.context })).apiKey?.version, 2)
    assert.equal((await identity.keys.updateApiKey(rename, { context: admin.context })).apiKey?.version, 2)
    const steal = { ...rename, id: admin.apiKey.id }
    await assert.rejects(identity.keys.updateApiKey(steal, { context: mine.context }), {
      code: 'INSUFFICIENT_PERMISSIONS',
    })
    await assert.rejects(identity.keys.revokeApiKey({ id: mine.apiKey.id }, { context: foreign.context }), {
      code: 'RESOURCE_NOT_FOUND',
    })
    await identity.keys.revokeApiKey({ id: mine.apiKey.id }, { context: admin.context })
  })

  it('takes away at will, and adds only what the caller has', async () => {
    const { context, apiKey } = await identity.member(make.id('wks'), Role.ROLE_OWNER, {
      scopes: ['read:all', 'write:api-keys'],
      allowedIps: ['10.0.0.0/8'],
    })
    const change = (scopes: string[] | undefined, allowedIps: string[] | undefined) =>
      identity.keys.updateApiKey(
        {
          id: apiKey.id,
          name: undefined,
          scopes: scopes && { values: scopes },
          allowedIps: allowedIps && { values: allowedIps },
        },
        { context },
      )
    await assert.rejects(change(['write:users'], undefined), { code: 'VALIDATION_ERROR' })
    await assert.rejects(change(undefined, []), { code: 'VALIDATION_ERROR' })
    const changed = (await change(['read:users', 'write:api-keys'], ['10.1.1.1'])).apiKey
    assert.deepEqual([changed?.scopes, changed?.allowedIps], [['read:users', 'write:api-keys'], ['10.1.1.1']])
    await assert.rejects(change(['read:all', 'write:api-keys'], undefined), { code: 'VALIDATION_ERROR' })
  })

  it('gives a key no scopes that last longer, or work at more addresses, than the caller’s key', async () => {
    const owner = await identity.member(make.id('wks'), Role.ROLE_OWNER, {
      scopes: ['read:usage'],
      allWorkspaces: true,
    })
    const { workspaceId, principal } = owner.context
    const change = async (grant: object, scopes: string[], allowedIps?: string[]) => {
      const { apiKey } = await identity.createKey(workspaceId, principal?.userId ?? '', grant)
      const context = { ...owner.context, principal: principal && { ...principal, keyId: apiKey.id } }
      const changes = { scopes: { values: scopes }, allowedIps: allowedIps && { values: allowedIps }, name: undefined }
      return identity.keys.updateApiKey({ id: owner.apiKey.id, ...changes }, { context })
    }
    const expiresAt = new Date(Date.now() + 3_600_000)
    const refused = { code: 'VALIDATION_ERROR' }
    await assert.rejects(change({ expiresAt, allWorkspaces: true }, ['*']), refused)
    await assert.rejects(change({ allowedIps: ['10.0.0.0/8'], allWorkspaces: true }, ['*']), refused)
    await assert.rejects(change({}, ['*']), refused)
    assert.deepEqual((await change({ allWorkspaces: true }, ['*'], ['10.0.0.0/8'])).apiKey?.scopes, ['*'])
    await assert.rejects(change({ scopes: ['write:api-keys'], allWorkspaces: true }, ['*'], []), refused)
  })
})
