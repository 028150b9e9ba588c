import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { makeApiKey, parseApiKey } from '@plinth/kit/access/api-key-format'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { eventually, make } from '@plinth/testkit'
import { startLastUsed } from '../src/authentication/last-used.ts'
import { inDays, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

describe('Authenticate', () => {
  it('returns the bearer of a key', async () => {
    const limits = { allowedIps: ['192.0.2.0/24'], expiresAt: inDays(1), scopes: ['read:all'] }
    const { key, apiKey, user } = await identity.member(make.id('wks'), Role.ROLE_MEMBER, limits)
    const { expiresInMs, ...answer } = await identity.authenticate(key)
    const dayMs = 86_400_000
    assert.ok(expiresInMs !== undefined && expiresInMs <= dayMs && expiresInMs > dayMs - 60_000, String(expiresInMs))
    assert.deepEqual(answer, {
      principal: {
        keyId: apiKey.id,
        userId: user.id,
        isOperator: false,
        homeWorkspaceId: apiKey.workspaceId,
        scopes: ['read:all'],
        keyFamilyId: '',
        keyGeneration: 0,
        allWorkspaces: false,
        name: user.name,
        sessionId: '',
      },
      prefix: apiKey.prefix,
      keyName: apiKey.name,
      rateLimitTier: 'pro',
      allowedIps: ['192.0.2.0/24'],
      expiresAt: limits.expiresAt,
      idleExpiresAt: undefined,
    })
  })

  it('takes no key that is unknown, half right or revoked', async () => {
    const mine = await identity.member(make.id('wks'))
    const other = await identity.member(make.id('wks'))
    const lookupId = mine.key.split('_')[2] ?? ''
    await assert.rejects(identity.authenticate(makeApiKey('sk_live').key), { code: 'INVALID_API_KEY' })
    for (const hash of [Buffer.alloc(32), Buffer.alloc(0), parseApiKey(other.key)?.hash ?? Buffer.alloc(1)])
      await assert.rejects(identity.authenticateParts(lookupId, hash), { code: 'INVALID_API_KEY' })
    await identity.keys.revokeApiKey({ id: mine.apiKey.id }, { context: mine.context })
    await assert.rejects(identity.authenticate(mine.key), { code: 'INVALID_API_KEY' })
    assert.ok(await identity.authenticate(other.key))
  })

  it('discloses an expiry only to a caller with the whole key', async () => {
    const { key, apiKey } = await identity.member(make.id('wks'))
    await identity.expire(apiKey.id)
    await assert.rejects(identity.authenticate(key), { code: 'TOKEN_EXPIRED' })
    await assert.rejects(identity.authenticateParts(key.split('_')[2] ?? '', Buffer.alloc(32)), {
      code: 'INVALID_API_KEY',
    })
  })

  it('answers each of many asked at once with its own', async () => {
    const workspaceId = make.id('wks')
    const { id } = await identity.createUser()
    const made = await Promise.all(Array.from({ length: 8 }, () => identity.createKey(workspaceId, id)))
    const bearers = await Promise.all(made.map(({ key }) => identity.authenticate(key)))
    assert.deepEqual(
      bearers.map(({ principal }) => principal?.keyId),
      made.map(({ apiKey }) => apiKey.id),
    )
  })
})

describe('Authenticate beside a migration', () => {
  it('waits for users before it reads keys, as all other code does', async () => {
    const { key } = await identity.member(make.id('wks'))
    const { pool } = identity.part.database
    const migration = await pool.connect()
    await migration.query('BEGIN; LOCK TABLE "user" IN ACCESS EXCLUSIVE MODE')
    const answer = identity.authenticate(key)
    // Tables of other databases have the same numbers, and other statements of this one may run.
    const waiting = await eventually(async () => {
      const { rows } = await pool.query<{ pid: number }>(
        `SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid AND a.datname = current_database()
          WHERE l.relation = '"user"'::regclass AND NOT l.granted AND a.query LIKE '%api_key k%'`,
      )
      assert.equal(rows.length, 1)
      return rows[0]?.pid
    })
    const { rows } = await pool.query(`SELECT FROM pg_locks WHERE pid = $1 AND relation = 'api_key'::regclass`, [
      waiting,
    ])
    await migration.query('COMMIT')
    migration.release()
    assert.ok(await answer)
    assert.deepEqual(rows, [])
  })
})

describe('last_used_at', () => {
  it('is written now and then, and leaves the version', async () => {
    const { apiKey, context } = await identity.member(make.id('wks'))
    const { database, infra } = identity.part
    const lastUsed = startLastUsed(database, infra.log)
    lastUsed.note(apiKey.id)
    lastUsed.note(make.id('key'))
    await lastUsed.stop()
    const used = (await identity.keys.getApiKey({ id: apiKey.id }, { context })).apiKey
    assert.ok(used?.lastUsedAt)
    assert.deepEqual({ ...used, lastUsedAt: undefined }, apiKey)
  })
})
