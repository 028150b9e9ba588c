import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { doNextDue } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { countWaiting, eventually, make } from '@plinth/testkit'
import { applyStatus } from '../src/workspace-status/store.ts'
import { statusSteps } from '../src/workspace-status/worker.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'
import { seedWebhooks, suspendedIn } from './many-webhooks.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

const count = 1_200
const log = openLog({ level: 'fatal', name: 'webhooks' })
const next = () => doNextDue(statusSteps(harness.bus), { database: harness.database, log, name: 'webhooks status' })

async function untilApplied(): Promise<void> {
  while (await next());
}

const seed = (workspaceId: string) => seedWebhooks(harness.database, workspaceId, count)
const suspendedCount = (workspaceId: string) => suspendedIn(harness.database, workspaceId)

/** Runs the next step until it waits for this webhook, and ends its connection there. */
async function failNextAt(endpointId: string): Promise<void> {
  const { database } = harness
  const { failing } = await database.transaction(async (tx) => {
    await tx.query({ text: 'SELECT FROM endpoint_state WHERE endpoint_id = $1 FOR UPDATE', values: [endpointId] })
    const failing = next()
    await eventually(async () => {
      await tx.query({ text: 'SELECT' })
      assert.equal(await countWaiting(database, '%FROM endpoint_state%'), 1)
    })
    await tx.query({
      text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM endpoint_state%'`,
    })
    return { failing }
  })
  assert.equal(await failing, true)
}

describe('the status of a workspace with very many webhooks', () => {
  it('is applied in steps: its event takes the first, and comes again without harm', async () => {
    const { database } = harness
    const workspaceId = make.id('wks')
    await seed(workspaceId)
    const suspended = { workspaceId, status: 'suspended', eventId: make.id('evt'), version: 2 } as const
    await applyStatus(database, suspended)
    assert.equal(await suspendedCount(workspaceId), 500)
    assert.equal(await next(), true)
    assert.equal(await suspendedCount(workspaceId), 1_000)
    // The release before, which compares ids, also takes the repeated event as new.
    const standing = await database.query({
      text: 'SELECT status, event_id < $2 AS "isNew" FROM workspace_standing WHERE workspace_id = $1',
      values: [workspaceId, suspended.eventId],
    })
    assert.deepEqual(standing, [{ status: 'suspended', isNew: true }])
    await applyStatus(database, suspended)
    assert.equal(await suspendedCount(workspaceId), count)
    assert.equal(await next(), false)
  })

  it('is that of the newest event when an older one is not applied to all yet', async () => {
    for (const version of [2, 0]) {
      const workspaceId = make.id('wks')
      await seed(workspaceId)
      const suspended = { workspaceId, status: 'suspended', eventId: make.id('evt'), version } as const
      const active = {
        workspaceId,
        status: 'active',
        eventId: make.id('evt'),
        version: version && version + 1,
      } as const
      await applyStatus(harness.database, suspended)
      await next()
      await applyStatus(harness.database, active)
      await untilApplied()
      assert.equal(await suspendedCount(workspaceId), 0)
      await applyStatus(harness.database, suspended)
      await untilApplied()
      assert.equal(await suspendedCount(workspaceId), 0)
    }
  })

  it('keeps its version when the event that the release before stored comes again', async () => {
    const { database } = harness
    const workspaceId = make.id('wks')
    await seed(workspaceId)
    const active = { workspaceId, status: 'active', eventId: make.id('evt'), version: 3 } as const
    // Of an earlier change, by a process whose clock is ahead: its id is the greater one.
    const suspended = { workspaceId, status: 'suspended', eventId: `${active.eventId}z`, version: 2 } as const
    await database.query({
      text: 'INSERT INTO workspace_standing (workspace_id, status, event_id, version) VALUES ($1, $2, $3, $4)',
      values: [workspaceId, active.status, active.eventId, active.version],
    })
    for (const status of [active, suspended]) await applyStatus(database, status)
    assert.equal(await suspendedCount(workspaceId), 0)
  })

  it('holds up no other workspace when a step fails, and goes on later', async () => {
    const [failing, other] = [make.id('wks'), make.id('wks')]
    const lastId = await seed(failing)
    await seed(other)
    for (const workspaceId of [failing, other])
      await applyStatus(harness.database, { workspaceId, status: 'suspended', eventId: make.id('evt'), version: 2 })
    await next()
    await next()
    await failNextAt(lastId)
    await untilApplied()
    assert.deepEqual([await suspendedCount(failing), await suspendedCount(other)], [1_000, count])
    await harness.passLeases()
    await untilApplied()
    assert.equal(await suspendedCount(failing), count)
  })
})
