import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { serveParent } from './child.ts'
import type { HttpLoad, Loaded } from './variant.ts'

// Of many requests a connection makes so many in turn: each connection holds copies of its own.
const ownMax = 64

// Makes HTTP load in a process of its own.
serveParent<HttpLoad>({}, async (load): Promise<Loaded> => {
  const requests = load.requests.map((request) => ({
    ...request,
    ...(load.isIdempotent ? { setupRequest: withOwnKey } : {}),
  }))
  let begun = 0
  const beginElsewhere: autocannon.Options['setupClient'] = (client) => {
    const place = Math.floor((begun++ * requests.length) / load.connections) % requests.length
    client.setRequests([...requests.slice(place), ...requests.slice(0, place)].slice(0, ownMax))
  }
  const options = {
    ...{ url: load.url, connections: load.connections, requests, sampleInt: 50 },
    ...(load.isSpread ? { requests: requests.slice(0, 1), setupClient: beginElsewhere } : {}),
  }
  // Less than a second is a few calls, however slow the machine is.
  const [warmingUp, measuring] =
    load.seconds < 1
      ? [{ amount: load.connections }, { amount: 4 * load.connections }]
      : [{ duration: 1 }, { duration: load.seconds }]
  const warmUp = await run({ ...options, ...warmingUp })
  const measured = await run({ ...options, ...measuring })
  return {
    calls: warmUp.calls + measured.calls,
    perSecond: measured.calls / measured.seconds,
    p50Ms: measured.latency.p50,
    p99Ms: measured.latency.p99,
    failed: warmUp.failed + measured.failed,
  }
})

async function run(options: autocannon.Options) {
  const running = autocannon(options)
  let startedMs = performance.now()
  running.once('start', () => {
    startedMs = performance.now()
  })
  const { requests, latency, errors, timeouts, non2xx } = await running
  const seconds = (performance.now() - startedMs) / 1_000
  return { calls: requests.total, seconds, latency, failed: errors + timeouts + non2xx }
}

function withOwnKey(request: autocannon.Request): autocannon.Request {
  const key = randomUUID()
  const body = request.body === undefined ? {} : { body: String(request.body).replace('{unique}', key) }
  return { ...request, ...body, headers: { ...request.headers, 'idempotency-key': key } }
}
