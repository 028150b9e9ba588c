import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { type Api, api } from '../../src/api.ts'
import { operatorCommand } from '../../src/operator-command.ts'
import { created, list, newTenant, resource } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

const catalog = {
  $schema: './catalog.schema.json',
  features: [
    { code: 'credits', name: 'Credits', type: 'limit', reset: 'monthly' },
    { code: 'sso', name: 'Single sign-on', type: 'boolean' },
  ],
  packages: [
    { code: 'starter', name: 'Starter', is_base: true, features: [{ code: 'credits', limit: 100 }] },
    { code: 'business', name: 'Business', is_base: true, features: [{ code: 'sso' }] },
  ],
}

for (const { name, start } of topologies) {
  describe(`plans, ${name}`, () => {
    let plinth: Topology
    let operator: Api
    before(async () => {
      plinth = await start()
      operator = api(plinth.url, plinth.operatorKey)
    })
    after(() => plinth?.stop())
    const { command, put } = operatorCommand('catalog', () => plinth)

    it('are applied from a file: first looked at, then done, then nothing is left to do', async () => {
      await put('catalog.json', catalog)
      const changes = ['+ feature credits', '+ feature sso', '+ package starter', '~ package business']
      const looked = await command(['apply', 'catalog.json', '--dry-run'])
      assert.equal(looked.code, 0, looked.output)
      for (const change of changes) assert.ok(looked.stdout.split('\n').includes(change), looked.stdout)
      assert.match(looked.output, /nothing was changed/)
      assert.equal((await command(['apply', 'catalog.json'])).stdout, looked.stdout)
      const again = await command(['apply', 'catalog.json'])
      assert.deepEqual([again.code, again.stdout], [0, ''])
      assert.match(again.output, /^plinth: 0 changes made\.$/m)
    })

    it('that take a feature from a package say so before it is done', async () => {
      const [credits] = catalog.features
      const packages = catalog.packages.map((one) => ({
        ...one,
        features: one.code === 'business' ? [] : one.features,
      }))
      await put('without.json', { features: [credits], packages })
      const { code, output } = await command(['apply', 'without.json', '--dry-run'])
      assert.equal(code, 0)
      assert.match(
        output,
        /^plinth: Warning: sso is included by business\. Workspaces and namespaces that lose it: 0\.$/m,
      )
    })

    it('are exported as a file that changes nothing when it is applied, with a schema that is there', async () => {
      const { code, stdout } = await command(['export'])
      assert.equal(code, 0)
      await put('exported.json', stdout)
      const { $schema, ...exported } = JSON.parse(stdout)
      assert.deepEqual(
        exported.features.map(({ code: feature }: { code: string }) => feature),
        ['credits', 'sso'],
      )
      assert.equal((await command(['apply', 'exported.json'])).stdout, '')
      const schema = (await (await fetch($schema)).json()) as { properties: object }
      assert.deepEqual(Object.keys(schema.properties).sort(), ['$schema', 'features', 'packages'])
    })

    it('an exit code and a sentence that names the field, the file or the variable, and nothing is changed', async () => {
      await put('dangling.json', { ...catalog, features: [{ ...catalog.features[0], parent: 'nobody' }], packages: [] })
      await put('broken.json', '{"features": [')
      const before = resource(await operator.get('/catalog'))
      const refused: [number, string[], Record<string, string>, RegExp][] = [
        [1, ['apply', 'dangling.json'], {}, /^plinth: features\.0\.parent: The feature nobody does not exist\.$/m],
        [2, ['apply', 'broken.json'], {}, /^plinth: broken\.json is not JSON: /m],
        [2, ['apply', 'nowhere.json'], {}, /^plinth: nowhere\.json cannot be read /m],
        [
          3,
          ['export'],
          { PLINTH_OPERATOR_KEY: '' },
          /There is no API key\..*set PLINTH_OPERATOR_KEY or PLINTH_API_KEY/,
        ],
        [7, ['export'], { PLINTH_URL: 'http://127.0.0.1:1' }, /http:\/\/127\.0\.0\.1:1\/api\/v1 gave no whole answer/],
      ]
      for (const [expected, args, env, sentence] of refused) {
        const { code, stdout, output } = await command(args, env)
        assert.deepEqual([code, stdout], [expected, ''], output)
        assert.match(output, sentence)
      }
      const { key } = await newTenant(plinth)
      const forbidden = await command(['apply', 'catalog.json'], { PLINTH_OPERATOR_KEY: key })
      assert.equal(forbidden.code, 3)
      assert.equal((await command(['apply'])).code, 2)
      assert.deepEqual(resource(await operator.get('/catalog')), before)
    })

    it('give a user’s own namespace the switches of the user’s tier, and no other namespace', async () => {
      const tenant = await newTenant(plinth, { userTier: 'business' })
      const own = list(await tenant.api.get('/namespaces?owner_type=User'))[0]
      const shared = list(await tenant.api.get('/namespaces?owner_type=Workspace'))[0]
      const check = async (id: string | undefined, feature: string) => {
        const answer = await tenant.api.post(`/namespaces/${id}/entitlements/check?explain=true`, { feature })
        return answer.json as { allowed: boolean; reason: string | null; chain: { level: string }[] }
      }
      // Identity's events take an instant to arrive; more frequent calls would use up the tenant's rate limit.
      await eventually(async () => assert.equal((await check(own?.id, 'sso')).allowed, true), { everyMs: 250 })
      assert.equal((await check(own?.id, 'sso')).chain.at(-1)?.level, 'tier')
      assert.equal((await check(own?.id, 'credits')).reason, 'FEATURE_NOT_INCLUDED')
      assert.equal((await check(shared?.id, 'sso')).reason, 'FEATURE_NOT_INCLUDED')
      const plain = await newTenant(plinth)
      const theirs = list(await plain.api.get('/namespaces?owner_type=User'))[0]
      const answer = await plain.api.post(`/namespaces/${theirs?.id}/entitlements/check`, { feature: 'sso' })
      assert.equal((answer.json as { reason: string }).reason, 'FEATURE_NOT_INCLUDED')
    })

    it('live: assigned, used up, boosted, suspended, reactivated, replaced, cancelled', async () => {
      const { workspace, api: customer } = await newTenant(plinth)
      const base = `/workspaces/${workspace.id}`
      const [namespace] = list(await customer.get('/namespaces?owner_type=Workspace'))
      const entitlements = `/namespaces/${namespace?.id}/entitlements`
      const consume = async (quantity: number) => {
        const answer = await customer.post(`${entitlements}/consume`, { feature: 'credits', quantity })
        const { allowed, reason, limit, available } = answer.json as Record<string, unknown>
        return [allowed, reason, limit, available]
      }
      const assigned = created(await operator.post(`${base}/packages`, { package: 'starter' }))
      assert.deepEqual(await consume(100), [true, null, 100, 0])
      assert.deepEqual(await consume(1), [false, 'LIMIT_EXCEEDED', 100, 0])
      const read = resource(await customer.get(`/namespaces/${namespace?.id}`))
      const { credits } = read['entitlements'] as { credits: Record<string, unknown> }
      assert.deepEqual({ ...credits, reset_at: '' }, { used: 100, limit: 100, reset_at: '' })
      assert.ok(String(credits['reset_at']) > String(assigned['billing_anchor']))
      const checks = Array.from({ length: 101 }, () => ({ feature: 'credits' }))
      const batch = (some: object[]) => customer.post(`${entitlements}/check/batch`, { checks: some })
      assert.equal(((await batch(checks.slice(1))).json as { data: object[] }).data.length, 100)
      const tooMany = await batch(checks)
      const { code, details } = Object(tooMany.json).error
      assert.deepEqual([tooMany.status, code, Object.keys(details)], [422, 'BATCH_TOO_LARGE', ['checks']])
      const more = { feature: 'credits', type: 'add_limit', limit: 50, duration: 'cycle' }
      created(await operator.post(`${base}/boosts`, more))
      assert.deepEqual(await consume(20), [true, null, 150, 30])
      await operator.post(`${base}/packages/${assigned.id}/suspend`, {})
      assert.deepEqual(await consume(31), [false, 'LIMIT_EXCEEDED', 50, 0])
      await operator.post(`${base}/packages/${assigned.id}/reactivate`, {})
      assert.deepEqual(await consume(30), [true, null, 150, 0])
      created(await operator.post(`${base}/packages`, { package: 'business' }))
      const held = list(await customer.get(`${base}/packages`))
      assert.deepEqual(
        held.map((one) => [(one['package'] as { code: string }).code, one['status']]),
        [
          ['business', 'active'],
          ['starter', 'cancelled'],
        ],
      )
      const atEnd = `${base}/packages/${held[0]?.id}`
      assert.equal((await operator.delete(`${atEnd}?at_period_end=true`)).status, 204)
      const mayUse = async () => {
        const answer = await customer.post(`${entitlements}/check`, { feature: 'sso', quantity: 999 })
        const { allowed, limit } = answer.json as Record<string, unknown>
        return [allowed, limit]
      }
      assert.deepEqual(await mayUse(), [true, null])
      assert.equal(list(await customer.get(`${base}/packages?status=cancelled`)).length, 2)
      assert.equal((await operator.delete(atEnd)).status, 204)
      assert.deepEqual(await mayUse(), [false, null])
      const { data } = (await customer.get(`${entitlements}/reconcile`)).json as { data: { ok: boolean }[] }
      assert.ok(data.length > 0 && data.every(({ ok }) => ok))
    })

    it('bound what a workspace makes of Plinth’s own: one of each, and the next is refused', async () => {
      const rooms = ['namespaces', 'members', 'webhooks', 'api_keys'].map((one) => `plinth.${one}`)
      await sell(
        'full',
        rooms.map((code) => ({ code, limit: 1 })),
      )
      const [{ workspace, api: customer }, guest] = await Promise.all([newTenant(plinth), newTenant(plinth)])
      const base = `/workspaces/${workspace.id}`
      const hook = { url: 'http://127.0.0.1:65000/', events: ['user.deleted'] }
      created(await customer.post('/webhooks', hook))
      const invitation = { email: guest.user['email'], role: 'member' }
      const { token } = created(await customer.post(`${base}/invitations`, invitation))
      const oneMore = async () => {
        const answers = await Promise.all([
          customer.post('/namespaces', { name: 'One more' }),
          guest.api.post('/invitations/accept', { token }),
          customer.post('/webhooks', hook),
          customer.post('/api-keys', { name: 'One more' }),
        ])
        return answers.map(({ status, json }) => [
          status,
          Object(json).error?.code,
          Object(json).error?.details.feature,
        ])
      }
      const assigned = created(await operator.post(`${base}/packages`, { package: 'full' }))
      const refused = (code: string) => [403, 'FEATURE_LIMIT_REACHED', [code]]
      assert.deepEqual(await oneMore(), rooms.map(refused))
      const added = await operator.post(`${base}/members`, { user_id: guest.user.id, role: 'member' })
      assert.equal(Object(added.json).error?.code, 'FEATURE_LIMIT_REACHED')
      assert.equal((await operator.delete(`${base}/packages/${assigned.id}`)).status, 204)
      assert.deepEqual(
        (await oneMore()).map(([status]) => status),
        [201, 200, 201, 201],
      )
    })

    it('bound what an enterprise calls, from the next call on, and not while they are suspended', async () => {
      const rates = { 'plinth.requests_per_hour': 3, 'plinth.requests_burst': 7 }
      await sell(
        'calls',
        Object.entries(rates).map(([code, limit]) => ({ code, limit })),
      )
      const { workspace, api: customer } = await newTenant(plinth, { tier: 'enterprise' })
      const base = `/workspaces/${workspace.id}`
      const call = async () => {
        const { status, headers, json } = await customer.get('/user')
        return [status, headers.get('x-ratelimit-limit'), headers.get('ratelimit-policy'), Object(json).error?.details]
      }
      const free = [200, '2147483647', null, undefined]
      const policies = '"hour";q=3;w=3600, "burst";q=7;w=10'
      assert.deepEqual(await call(), free)
      const assigned = created(await operator.post(`${base}/packages`, { package: 'calls' }))
      for (let at = 0; at < 3; at++) assert.deepEqual(await call(), [200, '3', policies, undefined])
      assert.deepEqual(await call(), [429, '3', policies, { policy: ['hour'] }])
      assert.equal((await operator.post(`${base}/packages/${assigned.id}/suspend`, {})).status, 200)
      assert.deepEqual(await call(), free)
    })

    it('bound the events that a workspace publishes in a month, each once', async () => {
      await sell('events', [{ code: 'plinth.events', limit: 2 }])
      const types = { event_types: [{ name: 'report.ready', description: 'A report is ready.' }] }
      assert.equal((await operator.put('/event-types', types)).status, 200)
      const { workspace, api: customer } = await newTenant(plinth)
      created(await operator.post(`/workspaces/${workspace.id}/packages`, { package: 'events' }))
      const event = (event_id: string) => ({ type: 'report.ready', event_id, data: { id: event_id } })
      const publish = async (id: string) => {
        const { status, json } = await customer.post('/events', event(id))
        return Object(json).error?.code ?? status
      }
      const published = [await publish('r1'), await publish('r1'), await publish('r2'), await publish('r3')]
      assert.deepEqual(published, [202, 202, 202, 'FEATURE_LIMIT_REACHED'])
      const batch = await customer.post('/events/batch', { events: [event('r2'), event('r4')] })
      assert.deepEqual(Object(batch.json).meta, { accepted: 0, duplicates: 1, failed: 1 })
      const stored = list(await customer.get('/events?type=report.*')).map((row) => row['event_id'])
      assert.deepEqual(stored, ['r2', 'r1'])
    })

    /** Adds to the catalogue a package, and its features. */
    async function sell(code: string, limits: readonly { code: string; limit: number }[]) {
      const { features, packages } = resource(await operator.get('/catalog')) as unknown as typeof catalog
      const added = limits.map((one) => ({ code: one.code, name: one.code, type: 'limit', reset: 'none' }))
      const wanted = {
        features: [...features, ...added],
        packages: [...packages, { code, name: code, features: limits }],
      }
      assert.equal((await operator.put('/catalog', wanted)).status, 200)
    }
  })
}
