import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { cachedMsMax } from '@plinth/kit/owner-changes'
import { dedicatedNats, eventually, type TcpProxy, tcpProxy } from '@plinth/testkit'
import { type Api, api } from '../../src/api.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { created, list, newTenant, type Tenant } from '../../src/tenant.ts'

interface Checked {
  allowed: boolean
  reason: string | null
  current_usage: number
  as_of: string
  exact: boolean
}

/** Writes that were heard of long before that. */
const earlyWanted = 5
const roundsMax = 50

describe('fast checks through two gateways, each asking a tenancy of its own,', () => {
  let mesh: Mesh
  let line: TcpProxy
  let operator: Api
  let tenant: Tenant
  let namespace: string
  let other: Api
  before(async () => {
    const nats = await dedicatedNats()
    line = await tcpProxy(new URL(nats.url).host)
    const moreTenancies = [{ NATS_URL: `nats://${line.address}` }]
    mesh = await startMesh({ nats, gateways: [{}, {}], moreTenancies })
    operator = api(mesh.url, mesh.operatorKey)
    tenant = await newTenant(mesh, { tier: 'enterprise' })
    other = api(mesh.gateways[1]?.url ?? '', tenant.key)
    created(await operator.post(`/workspaces/${tenant.workspace.id}/packages`, { package: 'business' }))
    namespace = `/namespaces/${list(await tenant.api.get('/namespaces?owner_type=Workspace'))[0]?.id}/entitlements`
  })
  after(async () => {
    line?.mend()
    await mesh?.stop()
    await line?.stop()
  })

  const check = async (by: Api) => {
    const answer = await by.post(`${namespace}/check`, { feature: 'api_calls', consistency: 'fast' })
    assert.equal(answer.status, 200, answer.text)
    return answer.json as Checked
  }
  const consume = async (by: Api) => {
    const answer = await by.post(`${namespace}/consume`, { feature: 'api_calls' })
    assert.equal(answer.status, 200, answer.text)
    return (answer.json as Checked).current_usage
  }

  it('show a write at once where it was made, and elsewhere long before age alone would show it', async () => {
    let early = 0
    for (let round = 0; early < earlyWanted; round++) {
      assert.ok(round < roundsMax, `${early} of ${round} writes were heard of`)
      const [, remembered] = await Promise.all([check(tenant.api), check(other)])
      const used = await consume(tenant.api)
      assert.equal((await check(tenant.api)).current_usage, used)
      const fresh = await eventually(async () => {
        const checked = await check(other)
        assert.equal(checked.current_usage, used)
        return checked
      })
      if (Date.parse(fresh.as_of) - Date.parse(remembered.as_of) < cachedMsMax / 2) early++
    }
  })

  it('say as of when they were true, never more than 2 s before they were asked, and repeat themselves meanwhile', async () => {
    const seen = new Map<string, number>()
    const isRepeated = () => [...seen.values()].some((count) => count > 1)
    while (seen.size < 3 || !isRepeated()) {
      const askedAt = Date.now()
      const { as_of, exact } = await check(other)
      assert.equal(exact, false)
      assert.ok(Date.parse(as_of) >= askedAt - 2_000, `${as_of}, asked at ${new Date(askedAt).toISOString()}`)
      seen.set(as_of, (seen.get(as_of) ?? 0) + 1)
      assert.ok(seen.size < 20, `${seen.size} answers, none of them repeated`)
    }
  })

  it('show what was written elsewhere as soon as they are true as of a later time', async () => {
    for (let round = 0; round < 20; round++) {
      await check(other)
      const used = await consume(tenant.api)
      const writtenAt = Date.now()
      for (;;) {
        const { current_usage, as_of } = await check(other)
        if (current_usage === used) break
        assert.ok(Date.parse(as_of) <= writtenAt, `${current_usage} as of ${as_of}, ${used} since ${writtenAt}`)
      }
    }
  })

  it('are refused once a suspension was answered, in batches too, though the tenancy asked heard of nothing', async () => {
    line.cut()
    const workspace = `/workspaces/${tenant.workspace.id}`
    // The workspace's own keys are refused before they check anything.
    const watcher = api(mesh.gateways[1]?.url ?? '', mesh.operatorKey)
    const batch = async () => {
      const checks = [{ feature: 'api_calls' }]
      const answer = await watcher.post(`${namespace}/check/batch`, { checks, consistency: 'fast' })
      return (answer.json as { data: Checked[] }).data[0]?.reason
    }
    for (let round = 0; round < 3; round++) {
      await eventually(async () => assert.deepEqual([(await check(watcher)).reason, await batch()], [null, null]))
      const suspended = await operator.post(`${workspace}/suspend`, {})
      assert.equal(suspended.status, 200, suspended.text)
      const reasons = await Promise.all([batch(), check(watcher).then(({ reason }) => reason)])
      assert.deepEqual(reasons, ['WORKSPACE_SUSPENDED', 'WORKSPACE_SUSPENDED'])
      await operator.post(`${workspace}/reactivate`, {})
    }
  })
})
