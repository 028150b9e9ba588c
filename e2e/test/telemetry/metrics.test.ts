import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { expectedMetrics } from '../../src/telemetry/expected-metrics.ts'
import type { MetricFamily } from '../../src/telemetry/scrape.ts'
import { type ScrapedPlinth, scrapedPlinths } from '../../src/telemetry/scraped-plinth.ts'
import { someOfEverything } from '../../src/telemetry/some-of-everything.ts'
import type { Tenant } from '../../src/tenant.ts'

for (const { name, start } of scrapedPlinths) {
  describe(`/metrics, ${name}`, () => {
    let scraped: ScrapedPlinth
    let tenant: Tenant
    let families: MetricFamily[]
    const all = async () => [...(await scraped.scrapeAll()).values()].flatMap((each) => [...each.values()])
    before(async () => {
      scraped = await start()
      tenant = await someOfEverything(scraped.plinth)
      families = await all()
    })
    after(() => scraped?.plinth.stop())

    it('has every metric with its type and its labels, and no other', () =>
      // Some are counted a moment after it was done.
      eventually(
        async () => {
          families = await all()
          const found = new Map(families.map((family) => [family.name, family]))
          assert.deepEqual([...found.keys()].sort(), Object.keys(expectedMetrics).sort())
          for (const [metric, { type, labels }] of Object.entries(expectedMetrics)) {
            assert.equal(found.get(metric)?.type, type, metric)
            const shown = families.flatMap((each) => (each.name === metric ? each.series : []))
            const names = new Set(shown.flatMap((series) => Object.keys(series.labels)))
            names.delete('le')
            assert.deepEqual([...names].sort(), [...labels].sort(), metric)
          }
        },
        { everyMs: 500 },
      ))

    it('ends every name in its unit, and a counter in _total', () => {
      for (const { name: metric, type, help } of families) {
        assert.equal(type === 'counter', metric.endsWith('_total'), metric)
        if (type === 'histogram') assert.match(metric, /_seconds$/)
        assert.match(help, /^[A-Z].*\.$/, metric)
      }
    })

    it('says nothing of a tenant in any label', () => {
      const own = [tenant.user.id, tenant.workspace.id, tenant.key, String(tenant.workspace['slug'])]
      for (const series of families.flatMap((family) => family.series))
        for (const value of Object.values(series.labels)) {
          assert.doesNotMatch(
            value,
            /(wks|ns|usr|key|wh|del|evt|req|pkg|res)_[0-9a-z]{8}|127\.0\.0\.1|[0-9a-f]{8}-[0-9a-f]{4}/,
          )
          assert.ok(!own.includes(value), value)
        }
    })

    it('has no more series after other tenants came and callers made up paths and names', async () => {
      const before = families.reduce((sum, { series }) => sum + series.length, 0)
      await someOfEverything(scraped.plinth)
      await someOfEverything(scraped.plinth)
      const now = await all()
      const after = now.reduce((sum, { series }) => sum + series.length, 0)
      // A status that came by chance (an attempt that met a busy moment) has a series of its own.
      assert.ok(after - before < before * 0.1, `${before} series became ${after}`)
      assert.ok(after < 6_000, `${after} series`)
    })

    it('tells how deliveries stand: what was accepted is where it ended or still waits', async () => {
      await eventually(
        async () => {
          const { accepted = 0, ...ends }: Record<string, number> = Object.fromEntries(
            (await all())
              .flatMap((family) => (family.name === 'plinth_webhook_deliveries' ? family.series : []))
              .map(({ labels, value }) => [labels['state'] ?? '', value]),
          )
          assert.ok(accepted >= 9, `${accepted} accepted`)
          assert.equal(
            Object.values(ends).reduce((sum, value) => sum + value, 0),
            accepted,
          )
          assert.equal(ends['held'], 3)
        },
        { timeoutMs: 60_000 },
      )
    })
  })
}
