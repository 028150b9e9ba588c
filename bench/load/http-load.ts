import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { serveParent } from './child.ts'
import type { HttpLoad, Loaded } from './variant.ts'

// Makes HTTP load in a process of its own.
serveParent<HttpLoad>({}, async (load): Promise<Loaded> => {
  const requests = load.requests.map((request) => ({
    ...request,
    ...(load.isIdempotent ? { setupRequest: withOwnKey } : {}),
  }))
  let begun = 0
  const beginElsewhere: autocannon.Options['setupClient'] = (client) => {
    const place = Math.floor((begun++ * requests.length) / load.connections) % requests.length
    client.setRequests([...requests.slice(place), ...requests.slice(0, place)])
  }
  const options = {
    ...{ url: load.url, connections: load.connections, requests, sampleInt: 50 },
    ...(load.isSpread ? { setupClient: beginElsewhere } : {}),
  }
  // Less than a second is a few calls, however slow the machine is.
  const [warmingUp, measuring] =
    load.seconds < 1
      ? [{ amount: load.connections }, { amount: 4 * load.connections }]
      : [{ duration: 1 }, { duration: load.seconds }]
  const warmUp = await autocannon({ ...options, ...warmingUp })
  const measured = await autocannon({ ...options, ...measuring })
  const failed = [warmUp, measured].reduce((sum, run) => sum + run.errors + run.timeouts + run.non2xx, 0)
  return {
    calls: warmUp.requests.total + measured.requests.total,
    perSecond: measured.requests.total / measured.duration,
    p50Ms: measured.latency.p50,
    p99Ms: measured.latency.p99,
    failed,
  }
})

function withOwnKey(request: autocannon.Request): autocannon.Request {
  return { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } }
}
