import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { api } from '../../src/api.ts'
import { created, newTenant, resource } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

for (const { name, start } of topologies) {
  describe(`a poll that waits, ${name}`, () => {
    let plinth: Topology
    before(async () => {
      plinth = await start()
    })
    after(() => plinth?.stop())

    it('is refused when its key is revoked, and what comes due then goes to the next poll', async () => {
      const tenant = await newTenant(plinth)
      const operator = api(plinth.url, plinth.operatorKey)
      const body = { name: 'Poller', user_id: tenant.user.id, scopes: ['write:webhooks'] }
      const made = created(await operator.post('/api-keys', body, { workspace: tenant.workspace.id }))
      const poller = api(plinth.url, String(made['key']))
      const webhook = created(await tenant.api.post('/webhooks', { kind: 'poll', events: ['workspace.updated'] }))
      const path = `/webhooks/${webhook.id}/poll`
      const poll = poller.get(`${path}?wait_seconds=20&lease_seconds=600`)
      assert.equal((await tenant.api.get(`/webhooks/${webhook.id}`)).status, 200)
      assert.equal((await tenant.api.delete(`/api-keys/${made.id}`)).status, 204)
      assert.equal((await poll).status, 401)
      assert.equal((await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Renamed' })).status, 200)
      const { deliveries } = resource(await tenant.api.get(`${path}?wait_seconds=20`)) as unknown as {
        deliveries: { attempt: number }[]
      }
      assert.deepEqual(
        deliveries.map(({ attempt }) => attempt),
        [1],
      )
    })
  })
}
