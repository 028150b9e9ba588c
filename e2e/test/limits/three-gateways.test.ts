import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type DedicatedServer, dedicatedServer, eventually, freePort } from '@plinth/testkit'
import { offer } from '../../src/limits/offer.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { newTenant, type Tenant } from '../../src/tenant.ts'

// The free tier (api.md §7).
const hour = 1_000
const burst = 50
const refillMs = 10_000 / burst
const rounds = 4 * (hour / (4 * burst))

describe('three gateways, one key, four times the limit offered', () => {
  let mesh: Mesh
  let redis: DedicatedServer
  let managements: string[]
  let urls: string[]
  before(async () => {
    redis = await dedicatedServer('redis')
    const ports = await Promise.all([freePort(), freePort(), freePort()])
    managements = ports.map((port) => `http://127.0.0.1:${port}`)
    mesh = await startMesh({
      redis,
      gateways: ports.map((port) => ({ MANAGEMENT_PORT: String(port) })),
      env: { PLINTH_TEST_CLOCK: '1', GATEWAY_REPLICAS: '3' },
    })
    urls = mesh.gateways.map(({ url }) => url)
  })
  after(async () => {
    await mesh?.stop()
    await redis?.stop()
  })

  const newKey = async (): Promise<Tenant['key']> => (await newTenant(mesh)).key
  /** Refills every burst; the hour goes on. */
  const tenSecondsLater = async () => {
    const body = JSON.stringify({ advance: '10s' })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${managements[0]}/test/clock`, { method: 'POST', headers, body })
    assert.equal(response.status, 200, await response.text())
  }
  const limiterIs = (said: RegExp) =>
    eventually(
      async () => {
        const answers = await Promise.all(
          managements.map(
            async (url) => (await fetch(`${url}/readyz`)).json() as Promise<{ checks: Record<string, string> }>,
          ),
        )
        for (const { checks } of answers) assert.match(checks['limiter'] ?? '', said)
      },
      { timeoutMs: 60_000 },
    )

  it('the burst and the hour accept their limit exactly', async (t) => {
    const key = await newKey()
    let accepted = 0
    let offered = 0
    for (let round = 0; round < rounds; round++) {
      const one = await offer(urls, key, 4 * burst)
      const most = burst + Math.floor(one.tookMs / refillMs) + 1
      if (accepted + burst <= hour) {
        assert.ok(one.accepted >= burst && one.accepted <= most, `round ${round}: ${one.accepted} in ${one.tookMs} ms`)
      }
      accepted += one.accepted
      offered += 4 * burst
      await tenSecondsLater()
    }
    const last = await offer(urls, key, burst)
    t.diagnostic(
      `offered ${offered + burst}, accepted ${accepted + last.accepted}; then ${JSON.stringify(last.refusedBy)}`,
    )
    assert.equal(accepted + last.accepted, hour)
  })

  it('Redis restarted in between, empty: never more than the hour', async (t) => {
    const key = await newKey()
    let accepted = 0
    const more = async (times: number) => {
      for (let round = 0; round < times; round++) {
        accepted += (await offer(urls, key, 4 * burst)).accepted
        await tenSecondsLater()
      }
    }
    await more(6)
    await redis.kill()
    const before = accepted
    await more(3)
    const away = accepted - before
    await redis.start()
    await more(3)
    await limiterIs(/^ok$/)
    await more(rounds - 6)
    t.diagnostic(`accepted ${before} before, ${away} without Redis, ${accepted} in all`)
    assert.ok(accepted <= hour, `${accepted} accepted`)
    assert.ok(accepted >= hour - 3, `${accepted} accepted`)
  })

  it('Redis gone for good in the middle: no more than the hour in all', async (t) => {
    const key = await newKey()
    let accepted = 0
    for (let round = 0; round < rounds; round++) {
      if (round === 4) await redis.kill()
      accepted += (await offer(urls, key, 4 * burst)).accepted
      await tenSecondsLater()
    }
    t.diagnostic(`accepted ${accepted}`)
    assert.ok(accepted <= hour, `${accepted} accepted`)
  })
})
