import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { countWaiting, eventually, make } from '@plinth/testkit'
import { holdKeys } from './held-keys.ts'
import { asOperator, keyRequest, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

/** Publishes an event as tenancy's relay does; resolves once identity has confirmed it, where there was something to do. */
async function happen(type: string, workspaceId: string, objectId: string, fields: HappenFields = {}): Promise<void> {
  const { at = new Date(), attributes = {}, times = 1, confirmed: each = 1 } = fields
  const id = make.id('evt')
  const confirmed: string[] = []
  const listening = await identity.part.bus.listen('plinth.ingested', (data) => {
    const { consumer, eventIds } = Ingested.decode(data)
    if (consumer === 'identity') confirmed.push(...eventIds)
  })
  const event = {
    ...Event.decode(new Uint8Array()),
    id,
    type,
    workspaceId,
    namespaceId: '',
    createdAt: at,
    objectId,
    objectType: 'member',
    objectVersion: 0,
  }
  const data = Event.encode({ ...event, attributesJson: Buffer.from(JSON.stringify(attributes)) }).finish()
  for (let sent = 1; sent <= times; sent++) {
    const message = {
      subject: `plinth.events.${workspaceId || '-'}.${type}`,
      id: `${id}-${sent}`,
      data,
      traceparent: '',
    }
    await identity.part.bus.publish([message])
    await eventually(() => assert.equal(confirmed.length, sent * each))
  }
  await listening.stop()
}

interface HappenFields {
  at?: Date
  attributes?: object
  times?: number
  confirmed?: 0 | 1
}
const later = () => new Date(Date.now() + 1_000)
const invalid = { code: 'INVALID_API_KEY' }

describe('what follows from tenancy’s events', () => {
  it('revokes the keys that a removed member had there, emits events, and leaves all others', async () => {
    const [here, elsewhere] = [make.id('wks'), make.id('wks')]
    const [leaver, fellow] = [await identity.member(here), await identity.member(here)]
    const other = await identity.createKey(elsewhere, leaver.user.id)
    await happen('member.removed', here, leaver.user.id, { at: later(), times: 2 })
    await assert.rejects(identity.authenticate(leaver.key), invalid)
    await identity.authenticate(fellow.key)
    await identity.authenticate(other.key)
    const said = await identity.eventsAbout(leaver.apiKey.id)
    assert.deepEqual(
      said.map(({ type }) => type),
      ['api_key.created', 'api_key.revoked'],
    )
  })

  it('confirms the removals of a deleted user from very many workspaces without a transaction for each', async () => {
    const { bus, database } = identity.part
    const here = make.id('wks')
    const [deleted, leaver] = [await identity.member(here), await identity.member(here)]
    await happen('user.deleted', '', deleted.user.id)
    const confirmed = new Set<string>()
    const listening = await bus.listen('plinth.ingested', (data) => {
      for (const id of Ingested.decode(data).eventIds) confirmed.add(id)
    })
    const about = (userId: string, workspaceId = make.id('wks')) => {
      const fields = { id: make.id('evt'), type: 'member.removed', workspaceId, objectId: userId, createdAt: later() }
      const data = Event.encode({
        ...Event.decode(new Uint8Array()),
        ...fields,
        attributesJson: Buffer.from('{}'),
      }).finish()
      return { subject: `plinth.events.${workspaceId}.member.removed`, id: fields.id, data, traceparent: '' }
    }
    const messages = [...Array.from({ length: 1_000 }, () => about(deleted.user.id)), about(leaver.user.id, here)]
    let taken = 0
    const count = () => {
      taken += 1
    }
    database.pool.on('acquire', count)
    try {
      await bus.publish(messages)
      await eventually(() => assert.equal(confirmed.size, messages.length))
    } finally {
      database.pool.off('acquire', count)
      await listening.stop()
    }
    assert.ok(taken < 200, `${taken} connections were taken`)
    await assert.rejects(identity.authenticate(leaver.key), invalid)
  })

  it('leaves keys made since, however late the event comes', async () => {
    const workspaceId = make.id('wks')
    const { key, user } = await identity.member(workspaceId)
    await happen('member.removed', workspaceId, user.id, { at: new Date(Date.now() - 60_000) })
    await identity.authenticate(key)
  })

  it('drops every key of a deleted workspace', async () => {
    const [gone, kept] = [make.id('wks'), make.id('wks')]
    const keys = [await identity.member(gone), await identity.member(gone)]
    const { key } = await identity.member(kept)
    await happen('workspace.deleted', gone, gone, { at: later() })
    for (const one of keys) await assert.rejects(identity.authenticate(one.key), invalid)
    await identity.authenticate(key)
  })

  for (const [type, hasEvents] of [
    ['workspace.deleted', false],
    ['member.removed', true],
    ['user.deleted', true],
  ] as const)
    it(`deletes very many keys in steps, and lets other events go on: ${type}`, async () => {
      const { database } = identity.part
      const workspaceId = make.id('wks')
      const { user } = await identity.member(workspaceId)
      await database.query({
        text: `INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes, rate_limit_tier, allowed_ips)
          SELECT 'many_' || $1 || n, $1 || n, ''::bytea, '', $1, $2, false, '', '{}', '', '{}' FROM generate_series(1001, 3200) AS n`,
        values: [workspaceId, user.id],
      })
      const keysLeft = async () => {
        const text = 'SELECT count(*)::int AS count FROM api_key WHERE user_id = $1'
        return (await database.query<{ count: number }>({ text, values: [user.id] }))[0]?.count
      }
      const elsewhere = make.id('wks')
      const other = await identity.member(elsewhere)
      await database.transaction(async (tx) => {
        await tx.query({ text: 'SELECT FROM api_key WHERE id = $1 FOR UPDATE', values: [`many_${workspaceId}3200`] })
        const what = type === 'workspace.deleted' ? workspaceId : user.id
        await happen(type, type === 'user.deleted' ? '' : workspaceId, what, { at: later() })
        await eventually(async () => {
          await tx.query({ text: 'SELECT' })
          assert.equal(await countWaiting(database, 'DELETE FROM api_key%'), 1)
        })
        assert.equal(await keysLeft(), 201)
        await happen('member.removed', elsewhere, other.user.id, { at: later() })
        await assert.rejects(identity.authenticate(other.key), invalid)
        // As a kill at this moment.
        await tx.query({
          text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'DELETE FROM api_key%'`,
        })
      })
      await eventually(async () => assert.equal(await keysLeft(), 0))
      assert.deepEqual(await database.query({ text: 'SELECT * FROM keys_end_due' }), [])
      const revoked = await database.query({
        text: `SELECT FROM outbox WHERE subject = $1`,
        values: [`plinth.events.${workspaceId}.api_key.revoked`],
      })
      assert.equal(revoked.length, hasEvents ? 2_201 : 0)
    })

  it('forgets a user: name, address and every key; and makes no key for one that is gone', async () => {
    const [here, elsewhere] = [make.id('wks'), make.id('wks')]
    const { user, key, apiKey, context } = await identity.member(here)
    const other = await identity.createKey(elsewhere, user.id)
    await happen('user.deleted', '', user.id, { times: 2 })
    // The workspaces get the event as well; identity ignores those.
    await happen('user.deleted', here, user.id, { confirmed: 0 })
    await assert.rejects(identity.users.getUser({ id: user.id }), { code: 'RESOURCE_NOT_FOUND' })
    for (const one of [key, other.key]) await assert.rejects(identity.authenticate(one), invalid)
    const said = await identity.eventsAbout(apiKey.id)
    assert.deepEqual(
      said.map(({ type }) => type),
      ['api_key.created', 'api_key.revoked'],
    )
    await assert.rejects(identity.createKey(here, user.id), { code: 'VALIDATION_ERROR' })
    await assert.rejects(identity.keys.createApiKey(keyRequest(), { context }), invalid)
    const again = await identity.createUser({ email: user.email })
    assert.notEqual(again.id, user.id)
  })

  it('leaves no key behind that was made while its user was forgotten', async () => {
    for (let round = 0; round < 10; round++) {
      const workspaceId = make.id('wks')
      const { user } = await identity.member(workspaceId)
      const making = identity.createKey(workspaceId, user.id)
      await Promise.all([making.catch(() => 'refused'), happen('user.deleted', '', user.id)])
      const rows = await identity.part.database.query({
        text: 'SELECT id FROM api_key WHERE user_id = $1',
        values: [user.id],
      })
      assert.deepEqual(rows, [])
    }
  })

  for (const [type, where] of [
    ['user.deleted', 'nowhere'],
    ['member.removed', 'here'],
  ] as const)
    it(`leaves no key behind that a rotation was making when ${type} came`, async () => {
      const workspaceId = make.id('wks')
      const { user, apiKey, context } = await identity.member(workspaceId)
      const held = await holdKeys(identity.part.database, 'INSERT')
      const rotating = identity.keys.rotateApiKey({ id: apiKey.id, gracePeriodHours: 1 }, { context })
      await held.waiting(1)
      const happening = happen(type, where === 'here' ? workspaceId : '', user.id, { at: later() })
      await held.waiting(2)
      await held.release()
      await Promise.all([rotating, happening])
      const rows = await identity.part.database.query({
        text: 'SELECT id FROM api_key WHERE user_id = $1',
        values: [user.id],
      })
      assert.deepEqual(rows, [])
    })

  it('takes an accepted invitation of an operator as proof of the address, once, and nothing else', async () => {
    const workspaceId = make.id('wks')
    const user = await identity.createUser()
    const read = async () => (await identity.users.getUser({ id: user.id }, { context: asOperator() })).user
    const proof = { email: user.email.toUpperCase(), invitation_id: make.id('inv'), email_verified: true }
    await happen('member.added', workspaceId, user.id, {
      attributes: { user_id: user.id, role: 'member' },
      confirmed: 0,
    })
    await happen('member.added', workspaceId, user.id, { attributes: { ...proof, email: make.email() } })
    // As the event of a manager's invitation, and as the release before wrote every event.
    for (const emailVerified of [false, undefined])
      await happen('member.added', workspaceId, user.id, { attributes: { ...proof, email_verified: emailVerified } })
    assert.equal((await read())?.emailVerifiedAt, undefined)
    const at = new Date('2026-01-02T03:04:05.000Z')
    await happen('member.added', workspaceId, user.id, { at, attributes: proof, times: 2 })
    assert.deepEqual((await read())?.emailVerifiedAt, at)
    const updated = (await identity.eventsAbout(user.id)).filter(({ type }) => type === 'user.updated')
    assert.deepEqual(
      updated.map((event) => [event.workspaceId, event.attributes['email_verified_at']]),
      [[workspaceId, at.toISOString()]],
    )
  })
})
