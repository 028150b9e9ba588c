import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { outboundHttp } from '@plinth/kit/outbound-http'
import { eventually, make } from '@plinth/testkit'
import { badReceivers, type ListeningReceiver, listen } from './bad-receivers.ts'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

const attempts = 24

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

function heldBytes(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

describe('bad receivers', () => {
  const listening = new Map<string, ListeningReceiver>()
  before(async () => {
    for (const receiver of badReceivers) listening.set(receiver.name, await listen(receiver))
  })
  after(() => {
    for (const receiver of listening.values()) receiver.close()
  })
  const of = (name: string): ListeningReceiver => {
    const receiver = listening.get(name)
    assert.ok(receiver)
    return receiver
  }

  for (const { name, outcome, statusCode, error, timeoutMs } of badReceivers)
    it(`${name}: every response ends, says what happened, and leaves nothing in memory`, async () => {
      const http = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8'] })
      const { url } = of(name)
      const post = (withinMs = timeoutMs) =>
        http.post({
          url,
          headers: {},
          body: Buffer.from('{}'),
          timeoutMs: withinMs,
          connectTimeoutMs: withinMs,
          responseBytesMax: 65_536,
        })
      await post(outcome === 'timeout' ? 100 : timeoutMs)
      const before = { held: heldBytes(), rss: process.memoryUsage.rss() }
      const answers = await Promise.all(Array.from({ length: attempts }, () => post()))
      for (const answer of answers) {
        assert.deepEqual([answer.outcome, answer.statusCode], [outcome, statusCode], answer.error)
        assert.match(answer.error, error)
        assert.ok(answer.body.length <= 65_536)
      }
      await http.close()
      if (outcome === 'http') assert.equal(of(name).requests(), attempts + 1, 'one request for each attempt')
      answers.length = 0
      await eventually(() => assert.equal(of(name).open(), 0))
      // Of 24 answers of 1 GB, or of 1 MB of headers, those kept would show. What was on its way is collected sooner or later.
      await eventually(() => {
        const grown = heldBytes() - before.held
        assert.ok(grown < 12 * 1_048_576, `${Math.round(grown / 1_024)} KiB are held`)
      })
      const rssGrown = process.memoryUsage.rss() - before.rss
      assert.ok(rssGrown < 512 * 1_048_576, `the process grew by ${Math.round(rssGrown / 1_048_576)} MiB`)
    })

  describe('as endpoints of a workspace', () => {
    let harness: Harness
    const context = make.context()
    before(async () => {
      harness = await startHarness({
        WEBHOOKS_TIMEOUT_MS: '6000',
        WEBHOOKS_CONNECT_TIMEOUT_MS: '6000',
      })
    })
    after(() => harness?.stop())

    it('each delivery ends with the outcome in its log; a good neighbour is served meanwhile', async () => {
      const good = await harness.receiver()
      const made = new Map<string, string>()
      for (const { name } of badReceivers) {
        const request = newEndpoint({ url: of(name).url, retryScheduleSeconds: [0] })
        const { endpoint } = await harness.endpoints.createEndpoint(request, { context })
        made.set(name, endpoint?.id ?? '')
      }
      await harness.endpoints.createEndpoint(newEndpoint({ url: good.url }), { context })
      await emitWorkspaceUpdated(harness.database, context)
      await eventually(() => assert.equal(good.requests.length, 1))
      const servedAt = Number(good.requests[0]?.at)
      for (const { name, outcome, statusCode } of badReceivers)
        await eventually(async () => {
          const endpointId = made.get(name) ?? ''
          const [delivery] = await deliveriesOf(harness, context, endpointId)
          assert.ok(delivery)
          assert.equal(delivery.status, outcome === 'ok' ? 'success' : 'failed', name)
          const { delivery: shown } = await harness.deliveries.getDelivery({ endpointId, id: delivery.id }, { context })
          assert.deepEqual(
            shown?.attemptsLog.map((attempt) => [attempt.outcome, attempt.statusCode]),
            [[outcome, statusCode]],
            name,
          )
          for (const { startedAt, timingsMs } of outcome === 'timeout' ? shown.attemptsLog : [])
            assert.ok(servedAt < Number(startedAt) + Number(timingsMs['total']), 'the neighbour waited')
        })
    })
  })
})
