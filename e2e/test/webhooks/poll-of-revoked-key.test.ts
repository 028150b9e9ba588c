import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
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
      const polls = Array.from({ length: 21 }, () => poller.get(`${path}?wait_seconds=20&lease_seconds=600`))
      // A workspace has 20 places for polls that wait: once one is refused, all others wait.
      const refused = await Promise.any(polls.map(async (poll, at) => ({ at, status: (await poll).status })))
      assert.equal(refused.status, 429)
      assert.equal((await tenant.api.get(`/webhooks/${webhook.id}`)).status, 200)
      assert.equal((await tenant.api.delete(`/api-keys/${made.id}`)).status, 204)
      const waited = await Promise.all(polls.toSpliced(refused.at, 1))
      assert.deepEqual([...new Set(waited.map(({ status }) => status))], [401])
      assert.equal((await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Renamed' })).status, 200)
      // The places of the others are free soon.
      const next = await eventually(async () => {
        const answer = await tenant.api.get(`${path}?wait_seconds=20`)
        assert.equal(answer.status, 200)
        return answer
      })
      const { deliveries } = resource(next) as unknown as { deliveries: { attempt: number }[] }
      assert.deepEqual(
        deliveries.map(({ attempt }) => attempt),
        [1],
      )
    })
  })
}
