import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { newTenant, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

interface Usage {
  groups: { group: string; totals: { requests: number; success: number } }[]
}

for (const { name, start } of topologies) {
  describe(`usage and kill -9, ${name}`, () => {
    let plinth: Topology
    let tenant: Tenant
    let sent = 0
    before(async () => {
      plinth = await start()
      tenant = await newTenant(plinth, { tier: 'enterprise' })
    })
    after(() => plinth?.stop())

    const call = async (times: number) => {
      for (let at = 0; at < times; at++) {
        assert.equal((await tenant.api.get('/user')).status, 200)
        sent++
      }
    }
    const counted = async () => {
      const { status, json } = await tenant.api.get('/usage?group_by=endpoint')
      assert.equal(status, 200)
      const { groups } = (json as { data: Usage }).data
      return groups.find(({ group }) => group === 'GET /user')?.totals.requests ?? 0
    }
    const told = (requests: number) => eventually(async () => assert.equal(await counted(), requests), { everyMs: 300 })

    it('shows every request before long', async () => {
      await call(15)
      await told(15)
    })

    it('of the gateway: loses none that were told, and counts none twice', async () => {
      await call(5)
      await plinth.kill('gateway')
      await plinth.start('gateway')
      const survived = await counted()
      assert.ok(survived >= 15 && survived <= sent, `${survived} of ${sent} requests are counted`)
      sent = survived
      await call(5)
      await told(sent)
    })

    it('of tenancy: the batch that was on its way is sent again and added once', async () => {
      for (let round = 0; round < 2; round++) {
        const before = await counted()
        sent = before
        await call(3)
        await plinth.kill('tenancy')
        await plinth.start('tenancy')
        if (name === 'in one process') {
          const survived = await counted()
          assert.ok(survived >= before && survived <= sent, `${survived} of ${sent} requests are counted`)
        } else {
          await told(sent)
        }
      }
    })
  })
}
