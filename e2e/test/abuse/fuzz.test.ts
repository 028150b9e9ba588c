import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { operations } from '@plinth/gateway/operations'
import { type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { contractSettings } from '../../src/contract/real-world.ts'
import { fuzz } from '../../src/fuzz/run.ts'
import { type OneProcess, startOneProcess } from '../../src/one-process.ts'
import { seeded } from '../../src/random.ts'
import { unlimitedTenant } from '../../src/valid-calls.ts'

const requests = Number(process.env['FUZZ'] ?? 2_000)
const growthMbMax = 64

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
    // The first part fills caches, pools and compiled code.
    const warm = await run(Math.ceil(requests / 4), random.seed)
    const before = await plinth.rssMb()
    const counts = await run(requests - warm.sent, random.seed + 1_000)
    const grown = (await plinth.rssMb()) - before

    const never = operations.map(({ id }) => id).filter((id) => !(id in warm.succeeded) && !(id in counts.succeeded))
    t.diagnostic(`warm-up ${JSON.stringify(warm.byStatus)}`)
    t.diagnostic(`then ${JSON.stringify(counts.byStatus)}`)
    t.diagnostic(
      `RSS ${before} MB, then ${grown >= 0 ? '+' : ''}${grown} MB; never succeeded: ${never.join(', ') || 'none'}`,
    )
    assert.ok(grown <= growthMbMax, `grew by ${grown} MB`)
    assert.ok(never.length <= operations.length / 5, `never succeeded: ${never.join(', ')}`)
  })
})
