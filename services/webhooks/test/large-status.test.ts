// The status of one workspace with very many webhooks holds up no events of others.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { eventually, make, runProcess } from '@plinth/testkit'
import { type Harness, startHarness } from './harness.ts'
import { seedWebhooks, suspendedIn } from './many-webhooks.ts'

const webhooks = 1_800

let harness: Harness
let confirmed: Set<string>
before(async () => {
  harness = await startHarness()
  confirmed = new Set()
  await harness.part.bus.listen('plinth.ingested', (data) => {
    for (const id of Ingested.decode(data).eventIds) confirmed.add(id)
  })
})
after(() => harness.stop())

const seed = (workspaceId: string) => seedWebhooks(harness.database, workspaceId, webhooks)
const suspended = (workspaceId: string) => suspendedIn(harness.database, workspaceId)

/** As the relay of tenancy does. */
async function publish(workspaceId: string, attributes: object, objectVersion: number): Promise<string> {
  const id = make.id('evt')
  const data = Event.encode({
    ...Event.decode(new Uint8Array()),
    ...{
      id,
      type: 'workspace.updated',
      workspaceId,
      createdAt: new Date(),
      objectId: workspaceId,
      objectType: 'workspace',
    },
    ...{ objectVersion, attributesJson: Buffer.from(JSON.stringify(attributes)) },
  }).finish()
  const subject = `plinth.events.${workspaceId}.workspace.updated`
  await harness.part.bus.publish([{ subject, id, data, traceparent: '' }])
  return id
}

const isConfirmed = (id: string) => eventually(() => assert.ok(confirmed.has(id)))

/** Holds a webhook against the step that changes it, until the result is called. */
async function hold(endpointId: string): Promise<() => Promise<void>> {
  const client = await harness.database.pool.connect()
  await client.query('BEGIN')
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0')
  await client.query('SELECT FROM endpoint_state WHERE endpoint_id = $1 FOR UPDATE', [endpointId])
  return async () => {
    await client.query('COMMIT')
    client.release()
  }
}

describe(`the suspension of a workspace with ${webhooks} webhooks`, () => {
  it('lets events of other workspaces, and its own, go on while it is applied', async () => {
    const [large, other] = [make.id('wks'), make.id('wks')]
    const lastId = await seed(large)
    const letGo = await hold(lastId)
    try {
      const suspension = await publish(large, { status: 'suspended' }, 2)
      await eventually(async () => assert.notEqual(await suspended(large), 0))
      await isConfirmed(await publish(other, { name: 'Other' }, 2))
      await isConfirmed(await publish(large, { name: 'Own' }, 3))
      await isConfirmed(suspension)
      assert.ok((await suspended(large)) < webhooks)
    } finally {
      await letGo()
    }
    await eventually(async () => assert.equal(await suspended(large), webhooks))
  })

  it('is undone by a reactivation meanwhile, whichever event comes again', async () => {
    const large = make.id('wks')
    await seed(large)
    await isConfirmed(await publish(large, { status: 'suspended' }, 2))
    await isConfirmed(await publish(large, { status: 'active' }, 3))
    await isConfirmed(await publish(large, { status: 'suspended' }, 2))
    await eventually(async () => assert.deepEqual([await suspended(large), await dueRows()], [0, 0]))
  })

  it('is applied to all, whichever process does it or is killed', async () => {
    const script = fileURLToPath(new URL('processes/status-worker.ts', import.meta.url))
    const url = harness.database.pool.options.connectionString ?? ''
    const all = [make.id('wks'), make.id('wks'), make.id('wks')]
    for (const id of all) await seed(id)
    const other = runProcess(script, [url])
    try {
      await other.line(/^ready$/m)
      for (const [version, status] of ['', 'suspended', 'active', 'suspended'].entries())
        await Promise.all(all.map(async (id) => isConfirmed(await publish(id, { status }, version))))
    } finally {
      await other.kill()
    }
    for (const id of all) await eventually(async () => assert.equal(await suspended(id), webhooks))
    await eventually(async () => assert.equal(await dueRows(), 0))
  })
})

async function dueRows(): Promise<number> {
  return (await harness.database.query({ text: 'SELECT FROM workspace_status_due' })).length
}
