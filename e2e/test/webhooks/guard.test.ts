import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { created, list, newTenant, type Resource, type Tenant } from '../../src/tenant.ts'

const address = /169\.254\.|127\.0\.|\b10\.0\.|::/
const inside = 'http://169.254.169.254/latest/meta-data'

describe('the guard over REST', () => {
  let mesh: Mesh
  let database: Database
  let tenant: Tenant
  let webhook: Resource
  before(async () => {
    mesh = await startMesh()
    const log = openLog({ level: 'fatal', name: 'test' })
    database = openDatabase({ url: mesh.databases.webhooks, poolMax: 1, clock: new SystemClock(), log })
    tenant = await newTenant(mesh)
    const request = { url: 'http://127.0.0.1:9999/in', events: ['workspace.updated'], retry_schedule_seconds: [0] }
    webhook = created(await tenant.api.post('/webhooks', request))
  })
  after(async () => {
    await database?.close()
    await mesh?.stop()
  })

  it('POST /webhooks and PATCH /webhooks/{id}: 422, and no address in the answer', async () => {
    for (const url of [inside, 'http://10.0.0.1/', 'http://[::ffff:10.0.0.1]/', 'http://2852039166/']) {
      const made = await tenant.api.post('/webhooks', { url, events: ['*'] })
      const changed = await tenant.api.patch(`/webhooks/${webhook.id}`, { url })
      for (const answer of [made, changed]) {
        assert.equal(answer.status, 422)
        assert.match(answer.text, /INVALID_WEBHOOK_URL/)
        assert.doesNotMatch(answer.text, address)
      }
    }
  })

  it('POST /webhooks/{id}/test and a delivery: blocked where the address is stored already', async () => {
    await database.query({ text: 'UPDATE endpoint SET url = $2 WHERE id = $1', values: [webhook.id, inside] })
    const tested = await tenant.api.post(`/webhooks/${webhook.id}/test`, {})
    assert.equal(tested.status, 200)
    assert.match(tested.text, /"success":false,"status_code":(null|0)/)
    assert.doesNotMatch(tested.text, address)
    await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Renamed' })
    await eventually(async () => {
      const rows = list(await tenant.api.get(`/webhooks/${webhook.id}/deliveries`))
      const delivery = rows.find((row) => row['event_type'] === 'workspace.updated')
      assert.equal(delivery?.['status'], 'failed')
      const shown = await tenant.api.get(`/webhooks/${webhook.id}/deliveries/${delivery?.id}`)
      assert.match(shown.text, /"outcome":"blocked"/)
      // The attempt names the webhook's URL, which the tenant knows; nothing else tells where it led.
      assert.doesNotMatch(shown.text.replaceAll(JSON.stringify(inside), ''), address)
    })
  })
})
