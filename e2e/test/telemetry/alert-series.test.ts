import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { alertRules } from '../../src/telemetry/alert-rules.ts'
import type { Series } from '../../src/telemetry/scrape.ts'
import { type ScrapedPlinth, scrapedPlinths } from '../../src/telemetry/scraped-plinth.ts'
import { eachValue, type Selector, selectorsOf, shown, takes } from '../../src/telemetry/selectors.ts'

const notYet = new Set([
  // Prometheus' own.
  'up',
  // A series for each route and status would be thousands. Its alerts are about rates of minutes and more.
  'http_server_request_duration_seconds_bucket',
  'http_server_request_duration_seconds_count',
])

for (const { name, start } of scrapedPlinths)
  describe(`alerts on a Plinth where nothing has happened yet, ${name}`, () => {
    let scraped: ScrapedPlinth
    let series: Series[]
    before(async () => {
      scraped = await start()
      const processes = await scraped.scrapeAll()
      series = [...processes.values()].flatMap((each) => [...each.values()].flatMap((family) => family.series))
    })
    after(() => scraped?.plinth.stop())
    const isThere = (selector: Selector) =>
      series.some((one) => one.name === selector.metric && takes(selector, one.labels))

    // increase() and offset see no first event of a series that begins with it.
    for (const { alert, expr } of alertRules)
      it(`${alert}: each series that it names is there from the start`, () => {
        const named = selectorsOf(expr).filter(({ metric }) => !notYet.has(metric))
        assert.deepEqual(
          named
            .flatMap(eachValue)
            .filter((one) => !isThere(one))
            .map(shown),
          [],
        )
      })
  })
