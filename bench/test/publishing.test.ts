import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { publishSteadily } from '../publishing/caller.ts'
import { arrivals } from '../publishing/first-byte.ts'
import { callSteadily } from '../publishing/steady.ts'

interface Answer {
  status: number
  body?: object
}

/** Answers call after call with these, and from then on with the last. */
async function answering(t: TestContext, ...answers: [Answer, ...Answer[]]) {
  const last = answers.at(-1) ?? answers[0]
  let calls = 0
  const server = createServer((request, response) => {
    const { status, body = {} } = answers[calls++] ?? last
    request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(body)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const get = { method: 'GET' as const, path: '/', headers: {} }
const steady = { perSecond: 100, calls: 10, requests: [get] }

describe('a call of the bench that fails', () => {
  it('ends calls at an even rate, while others are still to be made', async (t) => {
    const { url } = await answering(t, { status: 503 }, { status: 202 })
    const calling = callSteadily(url, { perSecond: 100, calls: 30, requestOf: () => get })
    await assert.rejects(calling, /^Error: 503 /)
  })

  it('is told at the end, whenever it comes', async (t) => {
    const { url } = await answering(t, { status: 202 }, { status: 503 }, { status: 202 })
    await assert.rejects(publishSteadily({ ...steady, url }), /^Error: 503 /)
  })

  it('is no call that the rate limit refused', async (t) => {
    const { url } = await answering(t, { status: 202 }, { status: 202 }, { status: 429 })
    const { timesMs, refused } = await publishSteadily({ ...steady, url })
    assert.deepEqual([timesMs.length, refused], [10, 8])
  })
})

describe('latencies of deliveries', () => {
  it('are those of all that arrive', async (t) => {
    const reports = [[1, 2], [], [3]].map((latenciesMs) => ({ status: 200, body: { repeated: 0, latenciesMs } }))
    const { url } = await answering(t, ...(reports as [Answer, ...Answer[]]))
    assert.deepEqual(await arrivals(url, 3, 60_000), [1, 2, 3])
  })

  it('are none when a delivery does not arrive', async (t) => {
    const { url } = await answering(t, { status: 200, body: { repeated: 0, latenciesMs: [1, 2] } })
    await assert.rejects(arrivals(url, 3, 0), /2 of 3 deliveries arrived/)
  })
})
