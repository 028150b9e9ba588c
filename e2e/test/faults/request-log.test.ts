import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { type Api, api } from '../../src/api.ts'
import { list, newTenant, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

for (const { name, start } of topologies) {
  describe(`the request log and kill -9, ${name}`, () => {
    let plinth: Topology
    let tenant: Tenant
    let operator: Api
    before(async () => {
      plinth = await start()
      tenant = await newTenant(plinth, { tier: 'enterprise' })
      operator = api(plinth.url, plinth.operatorKey)
    })
    after(() => plinth?.stop())

    /** Calls that fail, each of a path of its own; these paths. */
    const call = async (times: number) => {
      const paths: string[] = []
      for (let at = 0; at < times; at++) {
        const path = `/users/usr_${randomUUID()}`
        assert.equal((await tenant.api.get(path)).status, 404)
        paths.push(path)
      }
      return paths
    }
    const recorded = async () =>
      list(await tenant.api.get('/requests?per_page=100&operation=users.get')).map(({ path }) => String(path))
    const all = (paths: readonly string[]) =>
      eventually(async () => assert.deepEqual((await recorded()).sort(), paths.toSorted()), { everyMs: 300 })

    it('of tenancy: the report that was on its way is sent again and stored once', async () => {
      let paths = await call(10)
      await all(paths)
      for (let round = 0; round < 2; round++) {
        paths = [...paths, ...(await call(3))]
        await plinth.kill('tenancy')
        await plinth.start('tenancy')
        if (name === 'in one process') {
          const survived = await eventually(recorded)
          assert.ok(survived.every((path) => paths.includes(path)))
          assert.equal(new Set(survived).size, survived.length)
          paths = survived
        }
        await all(paths)
      }
    })

    it('of the gateway: loses none that were stored, and stores none twice', async () => {
      const before = await recorded()
      const paths = [...before, ...(await call(5))]
      await plinth.kill('gateway')
      await plinth.start('gateway')
      const survived = await recorded()
      assert.ok(before.every((path) => survived.includes(path)))
      assert.equal(new Set(survived).size, survived.length)
      assert.ok(survived.every((path) => paths.includes(path)))
      await all([...survived, ...(await call(5))])
    })

    it('leads from a request to its change, its event, and the operator who reads it', async () => {
      const answer = await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Thread' })
      const id = answer.headers.get('x-request-id')
      const found = await eventually(async () => {
        const [row] = list(await tenant.api.get(`/requests/${id}`))
        assert.deepEqual(row?.['changed'], [tenant.workspace.id])
        return row
      })
      const [eventId] = found['event_ids'] as string[]
      const event = await tenant.api.get(`/events/${eventId}`)
      assert.equal((event.json as { data: { type: string } }).data.type, 'workspace.updated')
      assert.deepEqual(
        [found['operation'], found['status'], found['user_id'], found['workspace_id']],
        ['workspaces.update', 200, tenant.user.id, tenant.workspace.id],
      )
      const other = await newTenant(plinth, { tier: 'enterprise' })
      assert.equal((await other.api.get(`/requests/${id}`)).status, 404)
      assert.equal((await other.api.get('/requests?all_workspaces=true')).status, 403)
      assert.deepEqual(list(await operator.get(`/requests/${id}`)), [found])
      const everywhere = list(await operator.get('/requests?all_workspaces=true&operation=workspaces.update'))
      assert.ok(everywhere.some((row) => row['request_id'] === id))
    })

    it('stays for operators when its workspace is suspended, and when it is deleted', async () => {
      const { workspace, api: own } = await newTenant(plinth, { tier: 'enterprise' })
      const id = (await own.get('/users/usr_none')).headers.get('x-request-id')
      await eventually(async () => assert.equal((await own.get(`/requests/${id}`)).status, 200))
      assert.equal((await operator.post(`/workspaces/${workspace.id}/suspend`, {})).status, 200)
      const refused = await own.get(`/requests/${id}`)
      assert.equal(refused.status, 403)
      const refusal = refused.headers.get('x-request-id')
      await eventually(async () => {
        const [row] = list(await operator.get(`/requests/${refusal}`))
        assert.deepEqual([row?.['code'], row?.['workspace_id']], ['WORKSPACE_SUSPENDED', workspace.id])
      })
      assert.equal((await operator.delete(`/workspaces/${workspace.id}`)).status, 204)
      assert.notEqual((await own.get(`/requests/${id}`)).status, 200)
      assert.equal(list(await operator.get(`/requests/${id}`)).length, 1)
    })
  })
}
