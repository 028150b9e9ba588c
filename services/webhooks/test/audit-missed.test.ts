import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { eventually, make } from '@plinth/testkit'
import { writeMissed } from '../src/audit-log/missed-entries.ts'
import { startAuditMonths } from '../src/audit-log/retention.ts'
import { insertEvents } from '../src/events/store.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { makePartitions } from '../src/partitions/store.ts'
import { type AuditHarness, startAuditHarness } from './audit-harness.ts'
import { startHarness } from './harness.ts'

interface Stored {
  id: string
  workspaceId: string
  at: Date
}

/** Stores an event with the statement of the release before. */
async function storeAsBefore(database: Database, type = 'workspace.updated'): Promise<Stored> {
  const [id, workspaceId, at] = [make.id('evt'), make.id('ws'), new Date()]
  const object = { id: workspaceId, type: 'workspace', attributes: { name: 'Acme' } }
  await makePartitions(database, [dayOfId(id)])
  await database.query({
    text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at)
      VALUES ($1, $2, $3, '', $4, $3, $5, $6) ON CONFLICT DO NOTHING`,
    values: [dayOfId(id), id, workspaceId, type, Buffer.from(JSON.stringify({ id, type, data: { object } })), at],
  })
  return { id, workspaceId, at }
}

const countOf = async (database: Database, table: string): Promise<number> => {
  const [row] = await database.query<{ count: number }>({ text: `SELECT count(*)::int AS count FROM ${table}` })
  return row?.count ?? 0
}

describe('an event that a process of the release before has stored', () => {
  let harness: AuditHarness
  before(async () => {
    harness = await startAuditHarness()
  })
  after(() => harness?.stop())
  const write = async (database: Database) => {
    const { log } = harness
    const auditMonths = await startAuditMonths({ database, log, retentionDays: 400 })
    let taken = 0
    for (let count = 1; count > 0; taken += count) count = await writeMissed({ database, log, auditMonths })
    await auditMonths.stop()
    return taken
  }

  it('gets one entry, which says what changed and not who, whichever process writes it', async () => {
    const stored: Stored[] = []
    for (let at = 0; at < 250; at++) stored.push(await storeAsBefore(harness.database))
    const taken = await Promise.all([write(harness.database), write(harness.another())])
    assert.equal((taken[0] ?? 0) + (taken[1] ?? 0), 250)
    assert.equal(await countOf(harness.database, 'audit_missed'), 0)
    const entries = await harness.database.query({
      text: `SELECT id, created_at AS at, workspace_id AS "workspaceId", action, target_type, target_id AS target, target_name,
          actor_type || actor_id || changes || request_id AS rest FROM audit_entry ORDER BY id`,
    })
    const known = { action: 'workspace.updated', target_type: 'workspace', target_name: 'Acme', rest: '' }
    const expected = stored.map((one) => ({ ...one, ...known, target: one.workspaceId }))
    assert.deepEqual(
      entries,
      expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
    assert.equal(await countOf(harness.database, 'audit_unsealed'), 250)
  })

  it('needs none when it is a ping, is forgotten with its day, and gets none twice', async () => {
    const before = await countOf(harness.database, 'audit_entry')
    await storeAsBefore(harness.database, 'ping')
    assert.equal(await countOf(harness.database, 'audit_missed'), 0)
    const gone = await storeAsBefore(harness.database)
    await harness.database.query({ text: 'DELETE FROM event WHERE id = $1', values: [gone.id] })
    assert.equal(await write(harness.database), 1)
    assert.equal(await countOf(harness.database, 'audit_entry'), before)
    const again = await storeAsBefore(harness.database)
    const noteAgain = 'INSERT INTO audit_missed (event_day, event_id) VALUES ($1, $2)'
    await write(harness.database)
    await harness.database.query({ text: noteAgain, values: [dayOfId(again.id), again.id] })
    await write(harness.database)
    assert.equal(await countOf(harness.database, 'audit_entry'), before + 1)
  })

  it('is not locked while the months of entries are made', async () => {
    const { database, log } = harness
    const { at } = await storeAsBefore(database)
    const ensured: Date[][] = []
    const auditMonths = {
      ensure: async (times: readonly Date[]) => {
        ensured.push([...times])
        const waiting = { text: 'SELECT FROM audit_missed FOR UPDATE NOWAIT' }
        assert.equal((await harness.another().query(waiting)).length, 1)
      },
      forget: () => undefined,
    }
    assert.equal(await writeMissed({ database, log, auditMonths }), 1)
    assert.deepEqual(ensured, [[at]])
  })

  it('is told from those of this release, whatever they are about', async () => {
    const rest = { namespaceId: '', createdAt: new Date(), attributesJson: '{}' }
    const own = { id: make.id('evt'), type: 'workspace.updated', workspaceId: make.id('ws'), ...rest }
    const published = { id: make.id('evt'), type: 'report.ready', workspaceId: make.id('ws'), ...rest }
    await harness.database.transaction(async (tx) => {
      await insertEvents(tx, [
        { ...own, objectId: own.workspaceId, objectType: 'workspace' },
        { ...published, objectId: '', objectType: '', data: Buffer.from('{}'), orderingKey: '' },
      ])
    })
    assert.equal(await countOf(harness.database, 'audit_missed'), 0)
  })
})

describe('a service of this release beside one of the release before', () => {
  it('writes and seals the entries of what the other one has stored', async () => {
    const harness = await startHarness()
    after(() => harness.stop())
    const { id } = await storeAsBefore(harness.database)
    await eventually(async () => {
      const sealed = await harness.database.query({ text: 'SELECT FROM audit_seal WHERE entry_id = $1', values: [id] })
      assert.equal(sealed.length, 1)
    })
  })
})
