import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { openLog } from '@plinth/kit/log'
import { make, type TestDatabase, testDatabase } from '@plinth/testkit'
import { Pace } from '../src/fan-out/pace.ts'
import { Rosters } from '../src/fan-out/rosters.ts'
import { webhooks } from '../src/index.ts'

const clock = new SystemClock()
const log = openLog({ level: 'fatal', name: 'webhooks' })
const taken = {
  type: 'workspace.updated',
  namespaceId: '',
  objectId: '',
  objectType: 'workspace',
  attributesJson: '{}',
}

let store: TestDatabase
let database: Database
before(async () => {
  store = await testDatabase(webhooks.migrations)
  database = openDatabase({ url: store.url, poolMax: 12, clock, log })
})
after(async () => {
  await database?.close()
  await store?.drop()
})

// As the release before writes it: by its own columns alone.
const added = (workspaceId: string, id = make.id('wh')) => ({
  id,
  statement: {
    text: `INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
        disabled_reason) VALUES ($1, $2, 'https://203.0.114.1/', '{*}', '', '{}', true, '{}', '', '')`,
    values: [id, workspaceId],
  },
})
async function add(workspaceId: string): Promise<string> {
  const { id, statement } = added(workspaceId)
  await database.query(statement)
  return id
}
async function takers(rosters: Rosters, workspaceId: string): Promise<string[]> {
  const found = await recipients(rosters, workspaceId)
  return found.map(({ id, isActive }) => (isActive ? id : `${id} held`)).sort()
}
async function recipients(rosters: Rosters, workspaceId: string) {
  const read = await database.transaction((tx) => rosters.read(tx, [workspaceId]))
  const event = { ...taken, id: newId('evt', clock), workspaceId, createdAt: clock.now() }
  return (await read.get(workspaceId)?.takersOf(event, new Pace())) ?? []
}
const marksOf = (workspaceId: string) =>
  database.query<{ mark: string }>({
    text: 'SELECT mark FROM endpoint_mark WHERE workspace_id = $1',
    values: [workspaceId],
  })

describe('the roster of a workspace', () => {
  it('has every change of an endpoint at once, in each process', async () => {
    const [workspaceId, here, there] = [make.id('wks'), new Rosters(), new Rosters()]
    const both = async (expected: string[]) => {
      for (const rosters of [here, there, here]) assert.deepEqual(await takers(rosters, workspaceId), expected.sort())
    }
    await both([])
    const first = await add(workspaceId)
    await both([first])
    const second = await add(workspaceId)
    await both([first, second])
    const change = (set: string) =>
      database.query({ text: `UPDATE endpoint SET ${set} WHERE id = $1`, values: [first] })
    await change('is_active = false')
    await both([`${first} held`, second])
    await change('is_active = true, suspended_at = plinth_now()')
    await both([`${first} held`, second])
    await change(`suspended_at = NULL, events = '{member.added}'`)
    await both([second])
    await change(`events = '{*}', filter = '{"a": 1}'`)
    await both([second])
    await change('filter = NULL, deleted_at = plinth_now()')
    await both([second])
    await database.query({ text: 'DELETE FROM endpoint WHERE id = $1', values: [second] })
    await both([])
  })
  it('is read again only when an endpoint has changed', async () => {
    const [workspaceId, rosters] = [make.id('wks'), new Rosters()]
    await add(workspaceId)
    const read = async () => (await database.transaction((tx) => rosters.read(tx, [workspaceId]))).get(workspaceId)
    const first = await read()
    assert.equal(await read(), first)
    await add(make.id('wks'))
    assert.equal(await read(), first)
    await add(workspaceId)
    assert.notEqual(await read(), first)
  })
  it('shows a change when it commits, not before, and not when it is undone', async () => {
    const [workspaceId, rosters] = [make.id('wks'), new Rosters()]
    const first = await add(workspaceId)
    for (const outcome of ['commit', 'undo'] as const) {
      const { id, statement } = added(workspaceId)
      const changing = database.transaction(async (tx) => {
        await tx.query(statement)
        assert.ok(!(await takers(rosters, workspaceId)).includes(id))
        if (outcome === 'undo') throw new Error('undone')
      })
      if (outcome === 'undo') await assert.rejects(changing, { message: 'undone' })
      else await changing
      assert.equal((await takers(rosters, workspaceId)).includes(id), outcome === 'commit')
    }
    assert.equal((await takers(rosters, workspaceId)).filter((id) => id !== first).length, 1)
  })
  it('misses no endpoint of eight writers at once, while another change stays open', async () => {
    const [workspaceId, shared] = [make.id('wks'), new Rosters()]
    await add(workspaceId)
    const { statement } = added(workspaceId)
    await database.transaction(async (open) => {
      await open.query(statement)
      const write = async () => {
        for (let round = 0; round < 25; round++) {
          const id = await add(workspaceId)
          assert.ok((await takers(shared, workspaceId)).includes(id), `endpoint ${round} is missing`)
        }
      }
      await Promise.all(Array.from({ length: 8 }, write))
    })
    assert.equal((await takers(shared, workspaceId)).length, 202)
    const marks = await marksOf(workspaceId)
    assert.ok(marks.length <= 9, `${marks.length} marks for nine writers at once`)
  })
  it('changes of many endpoints in one statement are one mark for each workspace', async () => {
    const [one, two] = [make.id('wks'), make.id('wks')]
    for (const workspaceId of [one, one, two]) await add(workspaceId)
    const before = [...(await marksOf(one)), ...(await marksOf(two))].map(({ mark }) => mark)
    await database.query({
      text: 'UPDATE endpoint SET is_active = false WHERE workspace_id = ANY ($1)',
      values: [[one, two]],
    })
    const now = [...(await marksOf(one)), ...(await marksOf(two))].map(({ mark }) => mark)
    assert.equal(now.length, 2)
    assert.ok(now.every((mark) => !before.includes(mark)))
  })
  it('of endpoints from before the migration has marks too', async () => {
    const [workspaceId, rosters] = [make.id('wks'), new Rosters()]
    const id = await add(workspaceId)
    await database.query({ text: 'DELETE FROM endpoint_mark WHERE workspace_id = $1', values: [workspaceId] })
    assert.deepEqual(await takers(rosters, workspaceId), [id])
    const second = await add(workspaceId)
    assert.deepEqual(await takers(rosters, workspaceId), [id, second].sort())
  })
  it('reads the filters anew that have changed, and no others', async () => {
    const [workspaceId, rosters] = [make.id('wks'), new Rosters()]
    const ids = [await add(workspaceId), await add(workspaceId)]
    const change = (id: string | undefined, set: string) =>
      database.query({ text: `UPDATE endpoint SET ${set} WHERE id = $1`, values: [id] })
    const filters = async () => {
      const found = await recipients(rosters, workspaceId)
      return ids.map((id) => found.find((one) => one.id === id)?.filter)
    }
    for (const id of ids) await change(id, `filter = '{"object.type": {"$neq": "${id}"}}'`)
    const before = await filters()
    assert.ok(before.every((filter) => filter?.rule))
    await change(ids[0], 'is_active = false')
    assert.ok((await filters()).every((filter, at) => filter === before[at]))
    await change(ids[0], `filter = '{"object.type": "workspace"}'`)
    const [changed, kept] = await filters()
    assert.deepEqual(changed?.rule, { kind: 'condition', path: 'object.type', operator: '$eq', operand: 'workspace' })
    assert.equal(kept, before[1])
  })
  it('is forgotten when others need its memory, which large filters take most of', async () => {
    const rosters = new Rosters()
    const workspaces = Array.from({ length: 4 }, () => make.id('wks'))
    for (const workspaceId of workspaces) {
      await database.query({
        text: `INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds,
            sealed_secret, disabled_reason, filter)
          SELECT $1 || n, $1, '', '{*}', '', '{}', true, '{}', '', '',
            (SELECT jsonb_build_object('a', jsonb_build_object('$in', jsonb_agg(rpad(n || '.' || i, 1000)))) FROM generate_series(1, 16) i)
          FROM generate_series(1, 250) n`,
        values: [workspaceId],
      })
    }
    const read = (id: string) => database.transaction(async (tx) => (await rosters.read(tx, [id])).get(id))
    const first: unknown[] = []
    for (const id of workspaces) first.push(await read(id))
    const kept = async (at: number) => (await read(workspaces[at] ?? '')) === first[at]
    assert.deepEqual([await kept(3), await kept(2), await kept(1), await kept(0)], [true, true, true, false])
  })
})
