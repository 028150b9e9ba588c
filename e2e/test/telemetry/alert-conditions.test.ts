import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { eventually, webhookReceiver } from '@plinth/testkit'
import { api } from '../../src/api.ts'
import { alertRules } from '../../src/telemetry/alert-rules.ts'
import type { Series } from '../../src/telemetry/scrape.ts'
import { type ScrapedPlinth, scrapedPlinths } from '../../src/telemetry/scraped-plinth.ts'
import { selectorsOf, takes } from '../../src/telemetry/selectors.ts'
import { created, newTenant } from '../../src/tenant.ts'

describe('alerts on a Plinth in which it happens', () => {
  let scraped: ScrapedPlinth
  let atFirst: Series[]
  const allSeries = async () => {
    const processes = await scraped.scrapeAll()
    return [...processes.values()].flatMap((each) => [...each.values()].flatMap((family) => family.series))
  }
  before(async () => {
    const [one] = scrapedPlinths
    assert.ok(one)
    scraped = await one.start()
    atFirst = await allSeries()
  })
  after(() => scraped?.plinth.stop())

  /** By how much the first series that the rule selects have risen since the start. */
  async function riseOf(name: string): Promise<number> {
    const rule = alertRules.find(({ alert }) => alert === name) ?? assert.fail(`no alert ${name}`)
    const [selector] = selectorsOf(rule.expr)
    assert.ok(selector)
    const sum = (series: readonly Series[]) =>
      series
        .filter((each) => each.name === selector.metric && takes(selector, each.labels))
        .reduce((total, { value }) => total + value, 0)
    return sum(await allSeries()) - sum(atFirst)
  }

  it('AuthFailures counts a key that is unknown', async () => {
    const stranger = api(scraped.plinth.url, makeApiKey('sk_live').key)
    assert.equal((await stranger.get('/user')).status, 401)
    assert.equal(await riseOf('AuthFailures'), 1)
  })

  it('RateLimitedShare counts the calls that their tier refuses', async () => {
    const tenant = await newTenant(scraped.plinth)
    const answers = await Promise.all(Array.from({ length: 120 }, () => tenant.api.get('/user')))
    const refused = answers.filter(({ status }) => status === 429).length
    assert.ok(refused > 0)
    assert.equal(await riseOf('RateLimitedShare'), refused)
  })

  it('WebhookFailureRate and WebhookEndpointsDisabled count a receiver that is gone', async () => {
    const receiver = await webhookReceiver()
    receiver.answerWith({ status: 410 })
    try {
      const tenant = await newTenant(scraped.plinth)
      created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
      assert.equal((await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Renamed' })).status, 200)
      await eventually(async () => {
        assert.equal(await riseOf('WebhookFailureRate'), 1)
        assert.equal(await riseOf('WebhookEndpointsDisabled'), 1)
      })
    } finally {
      await receiver.close()
    }
  })
})
