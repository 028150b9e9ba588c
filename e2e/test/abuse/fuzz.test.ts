import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { operations } from '@plinth/gateway/operations'
import { type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { contractSettings } from '../../src/contract/real-world.ts'
import { type FuzzCounts, fuzz } from '../../src/fuzz/run.ts'
import { type OneProcess, startOneProcess } from '../../src/one-process.ts'
import { seeded } from '../../src/random.ts'
import { unlimitedTenant } from '../../src/valid-calls.ts'

const requests = Number(process.env['FUZZ'] ?? 1_000)
// The first part of a short run ends before caches, pools and the heap have their size.
const growthMbMax = requests < 10_000 ? 256 : 128

describe(`${requests} random requests over every operation`, () => {
  let plinth: OneProcess
  let receiver: WebhookReceiver
  before(async () => {
    receiver = await webhookReceiver()
    plinth = await startOneProcess(contractSettings)
  })
  after(async () => {
    await plinth?.stop()
    await receiver?.close()
  })

  it('no 5xx, no hang, nothing of the inside, no growing memory', { timeout: 60_000 + requests * 60 }, async (t) => {
    const random = seeded()
    t.diagnostic(`SEED=${random.seed}`)
    const run = async (count: number, seed: number) =>
      fuzz({
        plinth,
        tenant: await unlimitedTenant(plinth),
        receiverUrl: receiver.url,
        random: seeded(seed),
        requests: count,
      })
    const parts = 5
    const all: FuzzCounts[] = []
    const rss: number[] = []
    for (let part = 0; part < parts; part++) {
      all.push(await run(Math.ceil(requests / parts), random.seed + part * 1_000))
      rss.push(await plinth.rssMb())
    }
    const byStatus: Record<string, number> = {}
    for (const counts of all) {
      for (const [status, count] of Object.entries(counts.byStatus)) byStatus[status] = (byStatus[status] ?? 0) + count
    }
    const succeeded = new Set(all.flatMap((counts) => Object.keys(counts.succeeded)))
    const never = operations.map(({ id }) => id).filter((id) => !succeeded.has(id))
    // The first part fills caches, pools and compiled code.
    const grown = Math.max(...rss.slice(1)) - (rss[0] ?? 0)
    t.diagnostic(
      `${JSON.stringify(byStatus)}; RSS ${rss.join(', ')} MB; never succeeded: ${never.join(', ') || 'none'}`,
    )
    assert.ok(grown <= growthMbMax, `grew by ${grown} MB`)
    // A short run cannot reach everything that needs something else first: of its 1,000 requests each operation gets some eight.
    assert.ok(
      never.length <= operations.length * (requests < 10_000 ? 3 / 4 : 1 / 5),
      `never succeeded: ${never.join(', ')}`,
    )
  })
})
