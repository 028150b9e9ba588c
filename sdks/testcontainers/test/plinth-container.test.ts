import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { plinthImage } from '@plinth/testkit/containers'
import type { Tenant } from '../src/tenant.ts'
import { useSdkSources } from './use-sdk-sources.ts'

useSdkSources()
const { PlinthContainer } = await import('../src/index.ts')

const catalog = {
  $schema: 'https://plinth.example.com/docs/catalog.schema.json',
  features: [{ code: 'mails', name: 'Mails', type: 'limit', reset: 'monthly' }],
  packages: [{ code: 'starter', name: 'Starter', is_base: true, features: [{ code: 'mails', limit: 3 }] }],
}

describe('PlinthContainer', () => {
  let log = ''
  let plinth: Awaited<ReturnType<ReturnType<typeof container>['start']>>
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plinth-catalog-'))
    const file = join(folder, 'catalog.json')
    await writeFile(file, JSON.stringify(catalog))
    plinth = await container(await plinthImage())
      .withCatalog(file)
      .withTier('pro')
      .withRateLimits({ pro: { perHour: 7, burst: 5 } })
      .withWebhookRetrySchedule([0, 1])
      .withLogConsumer((stream) => {
        stream.on('data', (text) => {
          log += text
        })
      })
      .start()
    await rm(folder, { recursive: true })
  })
  after(() => plinth?.stop())

  it('makes tenants of its tier, within its rate limits', async () => {
    const tenant = await plinth.createTenant()
    const answer = await tenant.fetch(`/workspaces/${tenant.workspaceId}`)
    assert.equal(answer.headers.get('x-ratelimit-limit'), '7')
    const { data } = await body<{ data: { id: string; tier: string } }>(answer)
    assert.deepEqual([data.id, data.tier], [tenant.workspaceId, 'pro'])
    const free = await plinth.createTenant({ tier: 'free', scopes: ['read:workspaces'] })
    assert.equal((await free.fetch('/webhooks')).status, 403)
    assert.equal((await free.fetch('/workspaces')).headers.get('x-ratelimit-limit'), '1000')
  })

  it('sells what the catalogue holds', async () => {
    const tenant = await plinth.createTenant()
    const { data } = await body<{ data: { code: string }[] }>(await tenant.fetch('/packages'))
    assert.deepEqual(
      data.map(({ code }) => code),
      ['starter'],
    )
  })

  it('delivers to a sink, which checks the signature; a refused delivery comes again as scheduled', async () => {
    const tenant = await plinth.createTenant()
    const sink = await plinth.webhookSink()
    await sink.subscribe(tenant, ['workspace.updated'])
    await sink.answerWith(500)
    await renamed(tenant)
    const first = await sink.waitFor('workspace.updated')
    assert.deepEqual([first.workspaceId, first.answered], [tenant.workspaceId, 500])
    await sink.answerWith(200)
    await plinth.advanceClock('5s')
    await eventually(async () => {
      const [, second] = await sink.received()
      assert.deepEqual([second?.id, second?.answered], [first.id, 200])
    })
    await assert.rejects(sink.waitFor('member.invited', { timeoutMs: 50 }), /no member.invited came within 50 ms/)
  })

  it('has each delivery once, however many look at the same time', async () => {
    const tenant = await plinth.createTenant()
    const sink = await plinth.webhookSink()
    await sink.subscribe(tenant, ['workspace.updated'])
    await renamed(tenant)
    const seen = await Promise.all(Array.from({ length: 5 }, () => sink.waitFor('workspace.updated')))
    assert.deepEqual(
      (await sink.received()).map(({ id }) => id),
      [seen[0]?.id],
    )
  })

  it('moves time: an hour later the hour of the rate limit is new', async (t) => {
    const tenant = await plinth.createTenant()
    const left = async () => (await tenant.fetch('/workspaces')).headers.get('x-ratelimit-remaining')
    assert.deepEqual([await left(), await left()], ['6', '5'])
    const since = performance.now()
    const now = await plinth.advanceClock('1h')
    t.diagnostic(`advanceClock took ${Math.round(performance.now() - since)} ms`)
    assert.ok(now.getTime() - Date.now() > 3_500_000)
    assert.equal(await left(), '6')
  })

  it('forgets every tenant, and goes on with its operator key and its catalogue', async (t) => {
    const tenant = await plinth.createTenant()
    assert.equal((await tenant.fetch('/workspaces')).status, 200)
    const since = performance.now()
    await plinth.reset()
    t.diagnostic(`reset took ${Math.round(performance.now() - since)} ms`)
    assert.equal((await tenant.fetch('/workspaces')).status, 401)
    const next = await plinth.createTenant()
    const { data } = await body<{ data: { id: string }[] }>(await next.fetch('/workspaces'))
    assert.deepEqual(
      data.map(({ id }) => id),
      [next.workspaceId],
    )
  })

  it('is reached after a restart, with the tenants that it had', async () => {
    const { key } = await plinth.createTenant()
    await plinth.restart()
    const answer = await fetch(`${plinth.getBaseUrl()}/api/v1/workspaces`, {
      headers: { authorization: `Bearer ${key}` },
    })
    assert.equal(answer.status, 200)
    await plinth.reset()
  })

  it('gives its log to the consumer that was set', () => assert.match(log, /"msg":"/))

  it('says what Plinth said when a call of its own is refused', async () => {
    await assert.rejects(plinth.createTenant({ scopes: ['fly:moon'] }), ({ status, details }) => {
      assert.deepEqual([status, Object.keys(details)], [422, ['scopes']])
      return true
    })
    await assert.rejects(plinth.advanceClock('soon'), /the duration must look like 25h/)
  })
})

describe('the image outside tests', () => {
  it('refuses to move time in production', async () => {
    const production = container(await plinthImage()).withEnvironment({ NODE_ENV: 'production' })
    await assert.rejects(production.start(), /Plinth did not start:\n.*PLINTH_TEST_CLOCK is for tests/s)
  })
})

function container(image: string) {
  const made = new PlinthContainer(image)
  const postgres = process.env['TEST_POSTGRES_IMAGE']
  return postgres === undefined ? made : made.withPostgresImage(postgres)
}

const body = async <T>(answer: Response): Promise<T> => (await answer.json()) as T

const renamed = (tenant: Tenant) => tenant.client.workspaces.update(tenant.workspaceId, { name: 'Renamed' })
