import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually } from '@plinth/testkit'
import { metricNames } from '../../src/telemetry/metric-names.ts'
import { seriesNames } from '../../src/telemetry/scrape.ts'
import { type ScrapedPlinth, scrapedPlinths } from '../../src/telemetry/scraped-plinth.ts'
import { someOfEverything } from '../../src/telemetry/some-of-everything.ts'

interface Panel {
  id: number
  title: string
  type: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets: { expr: string; refId: string }[]
}
interface Dashboard {
  uid: string
  title: string
  tags: string[]
  panels: Panel[]
  templating: { list: { name: string; type: string }[] }
}

const deploy = fileURLToPath(new URL('../../../deploy/', import.meta.url))
const read = (path: string) => readFileSync(`${deploy}${path}`, 'utf8')
const dashboards = globSync('dashboards/*.json', { cwd: deploy })
  .sort()
  .map((path) => ({ name: basename(path, '.json'), dashboard: JSON.parse(read(path)) as Dashboard }))
const alerts = globSync('alerts/*.yaml', { cwd: deploy }).sort()
const operate = fileURLToPath(new URL('../../../docs/operate/', import.meta.url))
const pages = ['telemetry.md', ...globSync('runbooks/*.md', { cwd: operate }).sort()]
// Prometheus says `up` of what it scrapes; the mesh of this test has no certificates.
const notHere = new Set([
  'up',
  'plinth_certificate_end_timestamp_seconds',
  'plinth_certificate_start_timestamp_seconds',
])

const exprsOf = ({ targets }: Panel) => targets.map(({ expr }) => expr)
const namedIn = (page: string) =>
  [...readFileSync(`${operate}${page}`, 'utf8').matchAll(/`((?:[a-z]+[a-z0-9]*_){2,}[a-z0-9]+)[`{]/g)].flatMap(
    ([, name = '']) => (/^(plinth|http|rpc|db|messaging|nodejs|v8js|process)_/.test(name) ? [name] : []),
  )
const ruleExprs = (path: string) =>
  [...read(path).matchAll(/expr: \|-\n((?: {10}.*\n)+)/g)].map(([, expr = '']) => expr)

describe('dashboards', () => {
  let scraped: ScrapedPlinth
  let found: Set<string>
  // A histogram has its name on the pages and three more in a scrape.
  const isFound = (metric: string) => found.has(metric) || found.has(`${metric}_count`)
  before(async () => {
    const mesh = scrapedPlinths.find(({ name }) => name === 'as four processes')
    assert.ok(mesh)
    scraped = await mesh.start()
    await someOfEverything(scraped.plinth)
    const asked = [
      ...dashboards.flatMap(({ dashboard }) => dashboard.panels.flatMap(exprsOf)),
      ...alerts.flatMap(ruleExprs),
    ]
    const wanted = [...asked.flatMap(metricNames), ...pages.flatMap(namedIn)].filter((metric) => !notHere.has(metric))
    const look = async () => {
      const processes = await scraped.scrapeAll()
      found = seriesNames([...processes.values()].flatMap((each) => [...each.values()]))
      assert.ok(wanted.every(isFound))
    }
    // Some are counted a moment after it was done; what never comes is told by the panel that asks for it.
    await eventually(look, { everyMs: 500 }).catch(() => undefined)
  })
  after(() => scraped?.plinth.stop())

  it('are the five that are promised, each with an id and a place of its own', () => {
    assert.deepEqual(
      dashboards.map(({ name }) => name),
      ['gateway', 'limits', 'overview', 'services', 'webhooks'],
    )
    for (const { name, dashboard } of dashboards) {
      assert.equal(dashboard.uid, `plinth-${name}`)
      assert.deepEqual(dashboard.tags, ['plinth'])
      assert.ok(dashboard.templating.list.some((variable) => variable.type === 'datasource'))
      assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length)
      for (const { gridPos } of dashboard.panels) assert.ok(gridPos.x + gridPos.w <= 24)
    }
  })

  for (const { name, dashboard } of dashboards)
    for (const { title, targets } of dashboard.panels)
      it(`${name}, "${title}": every metric is in a real scrape`, () => {
        assert.ok(targets.length > 0)
        for (const { expr } of targets) {
          const metrics = metricNames(expr)
          assert.ok(metrics.length > 0, expr)
          for (const metric of metrics) assert.ok(found.has(metric), `${metric} is not in the scrape`)
        }
      })

  for (const path of alerts)
    it(`${path}: every metric is in a real scrape`, () => {
      const exprs = ruleExprs(path)
      assert.ok(exprs.length > 0)
      for (const metric of exprs.flatMap(metricNames))
        assert.ok(found.has(metric) || notHere.has(metric), `${metric} is not in the scrape`)
    })

  it('have their metrics in a real scrape where a page for operators names them', () => {
    const named = new Set(pages.flatMap(namedIn))
    assert.ok(named.size > 30, `${named.size} metrics`)
    assert.deepEqual(
      [...named].filter((metric) => !isFound(metric) && !notHere.has(metric)),
      [],
    )
  })
})
