import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { PartName } from '@plinth/kit/part'
import { eventually } from '@plinth/testkit'
import type { Answer } from '../../src/api.ts'
import { newTenant, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

interface Item {
  status: number
  data?: { id: string }
}

/** Batches that a kill broke off; one that was over before it does not count. */
const interruptions = Number(process.env['BATCH_KILLS'] ?? 1)
const roundsMax = 20 * interruptions
// An event that was on its way to a killed consumer comes again after 30 s.
const recovery = { timeoutMs: 90_000 }
const size = 100
const itemsOf = ({ json }: Answer) => (json as { data: Item[] }).data
const isDone = (answer: Answer) => answer.status === 200 && itemsOf(answer).every(({ status }) => status === 201)

for (const { name, start, hasBroker: hasManyProcesses } of topologies) {
  describe(`kill -9 in the middle of a batch, ${name}`, () => {
    let plinth: Topology
    let tenant: Tenant
    let webhooksMade = 0
    before(async () => {
      plinth = await start()
      tenant = await newTenant(plinth, { tier: 'enterprise' })
    })
    after(() => plinth?.stop())

    const cases: { part: PartName; resource: string; data: (mark: string, at: number) => object }[] = [
      { part: 'tenancy', resource: 'workspaces', data: (mark, at) => ({ name: `${mark} ${at}` }) },
      { part: 'gateway', resource: 'workspaces', data: (mark, at) => ({ name: `${mark} ${at}` }) },
      {
        part: 'webhooks',
        resource: 'webhooks',
        data: (mark, at) => ({ url: `http://127.0.0.1:8443/${at}`, events: ['workspace.updated'], description: mark }),
      },
    ]

    // One process dies as a whole, whichever part is meant.
    for (const { part, resource, data } of hasManyProcesses ? cases : cases.slice(-1)) {
      it(`of ${part}: the same key goes on, and each of ${size} ${resource} is made once`, async () => {
        let interrupted = 0
        for (let round = 0; interrupted < interruptions; round++) {
          assert.ok(round < roundsMax, `${interrupted} of ${round} batches were interrupted`)
          const mark = randomUUID()
          const idempotencyKey = randomUUID()
          const operations = Array.from({ length: size }, (_, at) => ({ action: 'create', data: data(mark, at) }))
          const send = () => tenant.api.post(`/${resource}/batch`, { operations }, { idempotencyKey })
          const made = async () => {
            const { status, json } = await tenant.api.get(`/${resource}?search=${mark}&per_page=100`)
            assert.equal(status, 200)
            return json as { data: { id: string }[]; meta: { total: number } }
          }

          const first = send().catch(() => undefined)
          await eventually(async () => assert.ok((await made()).meta.total > 0), { everyMs: 1 })
          await plinth.kill(part)
          const begun = await first
          await plinth.start(part)

          const whole = await eventually(
            async () => {
              const answer = await send()
              assert.ok(isDone(answer), answer.text)
              return answer
            },
            { timeoutMs: 60_000, everyMs: 200 },
          )
          const isReplay = whole.headers.get('idempotent-replayed') === 'true'
          // Without an answer the client cannot know whether it was stored before the kill.
          if (begun !== undefined) assert.equal(isReplay, isDone(begun))
          if (begun !== undefined && isReplay) assert.equal(whole.text, begun.text)
          if (!isReplay) interrupted++
          const again = await send()
          assert.equal(again.text, whole.text)
          assert.equal(again.headers.get('idempotent-replayed'), 'true')
          const { data: rows, meta } = await made()
          assert.equal(meta.total, size)
          const answered = itemsOf(whole).map((item) => item.data?.id)
          assert.deepEqual(answered.toSorted(), rows.map(({ id }) => id).toSorted())
          if (resource === 'webhooks') webhooksMade += size
        }
      })
    }

    it('three of one key at once: one answer, the others 409 or the same; each is made once', async () => {
      const mark = randomUUID()
      const operations = Array.from({ length: size }, (_, at) => ({
        action: 'create',
        data: { name: `${mark} ${at}` },
      }))
      const send = () => tenant.api.post('/workspaces/batch', { operations }, { idempotencyKey: mark })
      const answers = await Promise.all([send(), send(), send()])
      const whole = await eventually(async () => {
        const answer = await send()
        assert.equal(answer.status, 200, answer.text)
        return answer
      })
      for (const { status, text } of answers) assert.ok(status === 409 || text === whole.text)
      assert.ok(answers.some(({ status }) => status === 200))
      const { json } = await tenant.api.get(`/workspaces?search=${mark}&per_page=1`)
      assert.equal((json as { meta: { total: number } }).meta.total, size)
    })

    it('and each webhook that was made has told it once', async () => {
      const created = async () => {
        const answer = await tenant.api.get('/events?type=webhook.created&per_page=1')
        return (answer.json as { meta: { total: number } }).meta.total
      }
      await eventually(async () => assert.equal(await created(), webhooksMade), recovery)
    })
  })
}
