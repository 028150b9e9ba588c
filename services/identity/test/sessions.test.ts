import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { hashOfToken } from '@plinth/kit/secrets/one-time-token'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { make } from '@plinth/testkit'
import { sweepSessions } from '../src/sessions/housekeeping.ts'
import { asOperator, inDays, startIdentity, withOperatorKey } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

const noCode = Buffer.alloc(0)
const ended = { code: 'UNAUTHENTICATED' }
const signIn = async (context: CallContext) => {
  const { token, session, replacedIds } = await identity.sessions.createSession({ codeHash: noCode }, { context })
  const { principal, ...bearer } = session?.bearer ?? {}
  assert.ok(principal)
  return { token, replacedIds, principal, bearer, id: principal.sessionId, context: { ...context, principal } }
}
const age = (id: string, column: 'created_at' | 'last_used_at' | 'expires_at', minutes: number) =>
  identity.part.database.query({
    text: `UPDATE session SET ${column} = ${column} - $2 * interval '1 minute' WHERE id = $1`,
    values: [id, minutes],
  })
const isThere = async (id: string) =>
  (await identity.part.database.query({ text: 'SELECT FROM session WHERE id = $1', values: [id] })).length === 1

describe('CreateSession', () => {
  it('makes a session of 12 h and 60 idle minutes that bears what its key bears', async () => {
    const { key, apiKey, context } = await identity.member(make.id('wks'), Role.ROLE_ADMIN, {
      ...{ scopes: ['read:all', 'write:webhooks'], allowedIps: ['192.0.2.0/24'] },
    })
    const { token, id } = await signIn(context)
    const {
      expiresAt,
      idleExpiresAt,
      expiresInMs = 0,
      principal,
      ...bearer
    } = await identity.authenticateSession(token)
    const { principal: ofKey, expiresAt: _never, expiresInMs: _always, ...direct } = await identity.authenticate(key)
    assert.deepEqual(principal, { ...ofKey, sessionId: id })
    assert.deepEqual({ ...bearer, idleExpiresAt: undefined }, { ...direct, idleExpiresAt: undefined })
    assert.equal(bearer.keyName, apiKey.name)
    assert.match(token, /^pcs_[\w-]{43}$/)
    assert.ok(expiresAt && idleExpiresAt)
    assert.equal(expiresAt.getTime() - idleExpiresAt.getTime(), 11 * 3_600_000)
    assert.ok(expiresInMs > 3_500_000 && expiresInMs <= 3_600_000, String(expiresInMs))
  })

  it('stores the hash of the token alone', async () => {
    const { token, id } = await signIn((await identity.member(make.id('wks'))).context)
    const [row] = await identity.part.database.query<{ row: string; token_hash: Buffer }>({
      text: 'SELECT session::text AS row, token_hash FROM session WHERE id = $1',
      values: [id],
    })
    assert.ok(row && !row.row.includes(token))
    assert.deepEqual(row.token_hash, hashOfToken(token))
  })

  it('ends no later than its key', async () => {
    const expiresAt = inDays(1 / 24)
    const { token } = await signIn((await identity.member(make.id('wks'), Role.ROLE_MEMBER, { expiresAt })).context)
    assert.deepEqual((await identity.authenticateSession(token)).expiresAt, expiresAt)
  })

  it('makes none of a session, of no key and of a revoked key', async () => {
    const { context, apiKey } = await identity.member(make.id('wks'))
    const session = await signIn(context)
    await assert.rejects(signIn(session.context), ended)
    await assert.rejects(signIn(asOperator()), ended)
    await identity.keys.revokeApiKey({ id: apiKey.id }, { context })
    await assert.rejects(signIn(context), { code: 'INVALID_API_KEY' })
  })

  it('ends the session that was not used for the longest time when a key has 100', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const context = withOperatorKey(operatorKey)
    const made = await Promise.all(Array.from({ length: 100 }, () => signIn(context)))
    const [unused, used] = made
    assert.ok(unused && used)
    await age(unused.id, 'last_used_at', 10)
    const [one, other] = await Promise.all([signIn(context), signIn(context)])
    assert.equal([...one.replacedIds, ...other.replacedIds].filter((id) => id === unused.id).length, 1)
    assert.equal(new Set([...one.replacedIds, ...other.replacedIds]).size, 2)
    const [count] = await identity.part.database.query<{ sessions: number }>({
      text: 'SELECT count(*)::int AS sessions FROM session WHERE key_id = $1',
      values: [operatorKey.id],
    })
    assert.equal(count?.sessions, 100)
    await assert.rejects(identity.authenticateSession(unused.token), ended)
    const [, event] = await identity.eventsAbout(unused.id)
    assert.deepEqual([event?.type, event?.attributes['reason']], ['console_session.ended', 'replaced'])
  })
})

describe('AuthenticateSession', () => {
  it('shows the scopes and addresses that the key has now', async () => {
    const { context, apiKey } = await identity.member(make.id('wks'))
    const { token } = await signIn(context)
    const changes = { scopes: { values: ['read:all'] }, allowedIps: { values: ['198.51.100.7'] } }
    await identity.keys.updateApiKey({ id: apiKey.id, ...changes }, { context })
    const { principal, allowedIps } = await identity.authenticateSession(token)
    assert.deepEqual([principal?.scopes, allowedIps], [['read:all'], ['198.51.100.7']])
  })

  it('refuses a session that is unknown, over or idle', async () => {
    const { context } = await identity.member(make.id('wks'))
    await assert.rejects(identity.authenticateSession('pcs_unknown'), ended)
    const [over, idle] = [await signIn(context), await signIn(context)]
    await age(over.id, 'expires_at', 12 * 60)
    await age(idle.id, 'last_used_at', 60)
    for (const { token } of [over, idle]) await assert.rejects(identity.authenticateSession(token), ended)
  })

  it('writes its use once a minute, which moves the idle end', async () => {
    const { token, id } = await signIn((await identity.member(make.id('wks'))).context)
    await age(id, 'last_used_at', 59)
    const idleMs = async () => {
      const { idleExpiresAt } = await identity.authenticateSession(token)
      return Number(idleExpiresAt) - Date.now()
    }
    const [first, second] = [await idleMs(), await idleMs()]
    assert.ok(first > 59 * 60_000 && second > 59 * 60_000, `${first} ${second}`)
  })

  for (const [what, end] of Object.entries<(member: Member) => Promise<unknown>>({
    'its key is revoked': ({ apiKey, context }) => identity.keys.revokeApiKey({ id: apiKey.id }, { context }),
    'its key is rotated without a grace': ({ apiKey }) =>
      identity.keys.rotateApiKey(
        { id: apiKey.id, gracePeriodHours: 0 },
        { context: asOperator({ workspaceId: apiKey.workspaceId }) },
      ),
    'its key expires': ({ apiKey }) => identity.expire(apiKey.id),
    'its user is suspended': ({ user }) =>
      identity.users.suspendUser({ id: user.id, workspaceIds: [] }, { context: asOperator() }),
  }))
    it(`refuses a session when ${what}`, async () => {
      const member = await identity.member(make.id('wks'))
      const { token } = await signIn(member.context)
      assert.ok(await identity.authenticateSession(token))
      await end(member)
      await assert.rejects(identity.authenticateSession(token), ended)
    })
})
type Member = Awaited<ReturnType<typeof identity.member>>

describe('the end of sessions', () => {
  it('is one’s own, or an operator’s by id; a key has no session to end', async () => {
    const { context } = await identity.member(make.id('wks'))
    const [mine, other, third] = [await signIn(context), await signIn(context), await signIn(context)]
    await identity.sessions.endOwnSession({}, { context })
    await identity.sessions.endOwnSession({}, { context: mine.context })
    await assert.rejects(identity.authenticateSession(mine.token), ended)
    await assert.rejects(identity.sessions.endSession({ id: other.id }, { context }), {
      code: 'INSUFFICIENT_PERMISSIONS',
    })
    await identity.sessions.endSession({ id: other.id }, { context: asOperator() })
    await assert.rejects(identity.authenticateSession(other.token), ended)
    await assert.rejects(identity.sessions.endSession({ id: other.id }, { context: asOperator() }), {
      code: 'RESOURCE_NOT_FOUND',
    })
    assert.ok(await identity.authenticateSession(third.token))
  })

  it('is swept in steps, and takes nothing that lives', async () => {
    const { context } = await identity.member(make.id('wks'))
    const made = [await signIn(context), await signIn(context), await signIn(context), await signIn(context)]
    for (const { id } of made.slice(0, 3)) await age(id, 'expires_at', 12 * 60)
    let steps = 0
    await sweepSessions(identity.part.database, () => steps++, 2)
    assert.deepEqual(await Promise.all(made.map(({ id }) => isThere(id))), [false, false, false, true])
    assert.ok(steps >= 1)
  })
})

describe('ListSessions', () => {
  it('shows operators the living sessions, newest first', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const context = withOperatorKey(operatorKey)
    const [first, idle, second] = [await signIn(context), await signIn(context), await signIn(context)]
    await age(idle.id, 'last_used_at', 60)
    await age(first.id, 'created_at', 1)
    const filters = [{ field: 'key_id', operator: Filter_Operator.OPERATOR_EQUALS, value: operatorKey.id }]
    const query = { page: 1, perPage: 10, filters, sort: [] }
    const { sessions, page } = await identity.sessions.listSessions({ query }, { context })
    assert.deepEqual(
      sessions.map(({ id, keyName, keyPrefix }) => [id, keyName, keyPrefix]),
      [second, first].map(({ id }) => [id, operatorKey.name, operatorKey.prefix]),
    )
    assert.equal(page?.total, 2)
    const { context: member } = await identity.member(make.id('wks'))
    await assert.rejects(identity.sessions.listSessions({ query }, { context: member }), {
      code: 'INSUFFICIENT_PERMISSIONS',
    })
  })
})
