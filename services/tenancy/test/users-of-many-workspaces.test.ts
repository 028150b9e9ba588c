// A user may belong to more workspaces, and own more namespaces, than a statement for each of them would be done in time.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { DomainEvent, Tx } from '@plinth/kit/db'
import { bySystem } from '@plinth/kit/events/origin'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { MembershipsServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { eventually, explaining, make } from '@plinth/testkit'
import { nextWorkspaces } from '../src/identity-events/updates-due-store.ts'
import { applyIdentityEvent } from '../src/identity-events/verbs.ts'
import { hasOtherWorkspace } from '../src/teams/store.ts'
import { startSecondProcess } from './second-process.ts'
import { asOperator, startTenancy } from './tenancy.ts'
import { transactionsOf } from './transactions.ts'
import { userEventsOf } from './user-events.ts'

const workspaces = 1_300
const namespaces = 700
const stepEventsMax = 1_500

let t: Awaited<ReturnType<typeof startTenancy>>
let second: Awaited<ReturnType<typeof startSecondProcess>>
before(async () => {
  t = await startTenancy()
  second = await startSecondProcess(t.part)
})
after(() => second.stop())

const end = (userId: string, requestId = make.id('req'), dial: typeof second.dial = t.part.dial) =>
  dial('tenancy', MembershipsServiceService).endUser({ userId, userVersion: 1 }, { context: asOperator({ requestId }) })

/** A user who owns so many workspaces, each with another owner, and so many namespaces. */
async function makeUser(owned: number, own: number): Promise<string> {
  const userId = make.id('usr')
  await t.part.database.query({
    text: `WITH made AS (
        INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
        SELECT 'wks_' || $1 || n, 'w', $1 || n, 'free', 'active', '{}', '{}', '{}' FROM generate_series(1, $2::int) n RETURNING id
      ), named AS (
        INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, settings, tags, metadata, is_default, is_active)
        SELECT 'ns_' || $1 || n, gen_random_uuid(), 'n', 's' || n, 'User', $1, '{}', '{}', '{}', false, true
        FROM generate_series(1, $3::int) n
      )
      INSERT INTO membership (workspace_id, user_id, role)
      SELECT made.id, users.id, 'owner' FROM made, unnest(ARRAY[$1, $1 || 'other']) AS users (id)`,
    values: [userId, owned, own],
  })
  return userId
}

/** The number of events of each type about the user and the user's namespaces, and who caused them. */
async function emittedOf(userId: string) {
  const rows = await t.part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox' })
  const events = rows
    .map(({ payload }) => Event.decode(payload))
    .filter(({ objectId }) => objectId.includes(userId.slice(4)))
  const of = (type: string) =>
    events.filter((event) => event.type === type && (event.workspaceId !== '' || type.startsWith('namespace')))
  return {
    removed: of('member.removed').length,
    deleted: of('user.deleted').length,
    namespaces: of('namespace.deleted').length,
    places: new Set(events.map(({ workspaceId, objectId, type }) => `${type} ${workspaceId} ${objectId}`)).size,
    toIdentity: events.filter(({ type, workspaceId }) => type === 'user.deleted' && workspaceId === '').length,
    origins: [...new Set(events.map(({ actor, requestId }) => `${actor?.type} ${requestId}`))],
  }
}

const all = {
  removed: workspaces,
  deleted: workspaces,
  namespaces,
  places: 2 * workspaces + namespaces + 1,
}

async function dueRows(): Promise<number> {
  const [row] = await t.part.database.query<{ due: number }>({
    text: 'SELECT (SELECT count(*) FROM user_events_due) + (SELECT count(*) FROM ended_membership) AS due',
  })
  return Number(row?.due)
}

describe(`a user who owns ${workspaces} workspaces and ${namespaces} namespaces`, () => {
  it('is deleted with as many statements as a user of one, and the events follow in steps', async () => {
    const [few, many] = [await makeUser(1, 1), await makeUser(workspaces, namespaces)]
    const transactions = transactionsOf(t.part.database)
    const commits: number[] = []
    const unlisten = t.part.database.onCommitted((rows) => commits.push(rows.length))
    try {
      await end(few)
      await end(many, 'req_end')
      assert.deepEqual(await left(many), { memberships: 0, namespaces: 0 })
      await eventually(async () => assert.equal(await dueRows(), 0))
    } finally {
      unlisten()
    }
    const [ofFew = 0, ofMany = 0] = transactions
      .filter((texts) => texts.some((text) => text.includes('INSERT INTO ended_user ')))
      .map((texts) => texts.length)
    assert.ok(ofMany > 0 && ofMany <= ofFew, `${ofMany} statements, and ${ofFew} for a user of one workspace`)
    assert.ok(Math.max(...commits) <= stepEventsMax, `${Math.max(...commits)} events in a transaction`)
    assert.deepEqual(await emittedOf(many), { ...all, toIdentity: 1, origins: ['operator req_end'] })
  })

  it('has each event once, whichever process deletes the user, emits the events or is killed', async () => {
    const users = await Promise.all([1, 2, 3].map(() => makeUser(workspaces, namespaces)))
    await Promise.all(users.flatMap((userId) => [end(userId), end(userId, make.id('req'), second.dial)]))
    await second.stop()
    second = await startSecondProcess(t.part)
    await eventually(async () => assert.equal(await dueRows(), 0))
    for (const userId of users) {
      const { origins, ...counts } = await emittedOf(userId)
      assert.deepEqual([counts, origins.length], [{ ...all, toIdentity: 2 }, 2])
    }
  })

  it('deletes a workspace without reading all the others', async () => {
    const userId = await makeUser(workspaces, 0)
    for (const [id, expected] of [
      [userId, true],
      [await makeUser(1, 0), false],
    ] as const) {
      const { db, seen } = explaining(t.part.database)
      assert.equal(await hasOtherWorkspace(db, id, `wks_${id}1`), expected)
      for (const { rowsRead, entriesRead } of seen)
        assert.ok(rowsRead + entriesRead < 20, `${rowsRead} and ${entriesRead} read`)
    }
  })

  it('409 names some of the workspaces that would have no owner', async () => {
    const userId = await makeUser(300, 0)
    await t.part.database.query({ text: 'DELETE FROM membership WHERE user_id = $1', values: [`${userId}other`] })
    await assert.rejects(end(userId), (err: { code?: string; details?: { workspace_id?: string[] } }) => {
      assert.deepEqual([err.code, err.details?.workspace_id?.length], ['STATE_CONFLICT', 100])
      return true
    })
    assert.deepEqual(await left(userId), { memberships: 300, namespaces: 0 })
  })
})

describe(`a change of a user in ${workspaces} workspaces`, () => {
  const stepMax = 500
  const nothingEmitted = {
    ...{ eventId: '', version: 2, content: { attributes: {}, changes: {} }, origin: bySystem },
    ...{ emittedToCreatedAt: new Date(0), emittedToId: '' },
  }
  const updatesDue = async () => (await t.part.database.query({ text: 'SELECT FROM user_updates_due' })).length
  /** Of each workspace that was told, the names in the order in which it was. */
  const namesOf = async (userId: string) => {
    const rows = await t.part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox ORDER BY id' })
    const names = new Map<string, string[]>()
    for (const event of rows.map(({ payload }) => Event.decode(payload))) {
      if (event.objectId !== userId || event.type !== 'user.updated') continue
      const { name } = JSON.parse(Buffer.from(event.attributesJson).toString())
      names.set(event.workspaceId, [...(names.get(event.workspaceId) ?? []), name])
    }
    return names
  }

  it('is told to each of them once, in steps, one change after the other, whichever process does it', async () => {
    const userId = await makeUser(workspaces, 0)
    const tell = userEventsOf(t)
    const change = (version: number, name: string) => tell(userId, version, { id: userId, name, tier: 'free' })
    const commits: number[] = []
    const unlisten = t.part.database.onCommitted((rows) => commits.push(rows.length))
    try {
      await change(2, 'Ada')
      await change(2, 'Ada')
      await change(3, 'Grace')
      await eventually(async () => assert.equal(await updatesDue(), 0))
    } finally {
      unlisten()
    }
    assert.ok(Math.max(...commits) <= stepMax, `${Math.max(...commits)} events in a transaction`)
    const told = [...(await namesOf(userId)).values()]
    assert.deepEqual(
      told,
      Array.from({ length: workspaces }, () => ['Ada', 'Grace']),
    )
  })

  it('is told after the one before also where the user leaves workspaces between the two', async () => {
    const userId = await makeUser(workspaces, 0)
    const change = (version: number, name: string): DomainEvent => ({
      ...{ id: make.id('evt'), type: 'user.updated', workspaceId: '', createdAt: t.now(), origin: bySystem },
      ...{ objectId: userId, objectVersion: version, attributes: { id: userId, name, tier: 'free' }, changes: {} },
    })
    await t.part.database.transaction(async (tx) => {
      await applyIdentityEvent(tx, change(2, 'Ada'))
      const [first] = await nextWorkspaces(tx, { ...nothingEmitted, userId })
      await tx.query({
        text: 'DELETE FROM membership WHERE user_id = $1 AND workspace_id = $2',
        values: [userId, first?.id],
      })
      await applyIdentityEvent(tx, change(3, 'Grace'))
    })
    await eventually(async () => assert.equal(await updatesDue(), 0))
    const told = [...(await namesOf(userId)).values()].map((names) => names.join(', '))
    assert.deepEqual([told.length, new Set(told)], [workspaces, new Set(['Ada', 'Ada, Grace'])])
  })

  it('reads no more for a step than it tells', async () => {
    const userId = await makeUser(workspaces, 0)
    await t.part.database.query({ text: 'VACUUM ANALYZE membership, workspace' })
    const due = { ...nothingEmitted, userId }
    const { db, seen } = explaining(t.part.database)
    const first = await nextWorkspaces(db as Tx, due)
    const [last] = first.slice(-1)
    const second = await nextWorkspaces(db as Tx, {
      ...due,
      emittedToCreatedAt: last?.createdAt ?? new Date(0),
      emittedToId: last?.id ?? '',
    })
    assert.equal(new Set([...first, ...second].map(({ id }) => id)).size, 2 * stepMax)
    for (const { rowsRead, entriesRead } of seen)
      assert.ok(rowsRead + entriesRead <= 3 * stepMax, `${rowsRead} and ${entriesRead} read`)
  })
})

async function left(userId: string) {
  const [row] = await t.part.database.query<{ memberships: number; namespaces: number }>({
    text: `SELECT (SELECT count(*)::int FROM membership WHERE user_id = $1) AS memberships,
      (SELECT count(*)::int FROM namespace WHERE owner_id = $1 AND deleted_at IS NULL) AS namespaces`,
    values: [userId],
  })
  return row
}
