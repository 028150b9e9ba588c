import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import autocannon from 'autocannon'
import type { Load, Loaded } from './round.ts'

// node load.ts < a Load as JSON: the load comes from a process of its own; one JSON line with what came of it.
const load: Load = JSON.parse(await text(process.stdin))
const requests = load.requests.map((request) => ({
  ...request,
  ...(load.isIdempotent ? { setupRequest: withOwnKey } : {}),
}))
let begun = 0
const options = {
  ...{ url: load.url, connections: load.connections, requests },
  ...(load.isSpread ? { setupClient: beginElsewhere } : {}),
}
const warmUp = await autocannon({ ...options, duration: 1 })
const measured = await autocannon({ ...options, duration: load.seconds })
const failed = [warmUp, measured].reduce((sum, run) => sum + run.errors + run.timeouts + run.non2xx, 0)
const loaded: Loaded = {
  requests: warmUp.requests.total + measured.requests.total,
  perSecond: measured.requests.average,
  p50Ms: measured.latency.p50,
  p99Ms: measured.latency.p99,
  failed,
}
process.stdout.write(`${JSON.stringify(loaded)}\n`)

function beginElsewhere(client: { setRequests(own: typeof requests): void }): void {
  const place = Math.floor((begun++ * requests.length) / load.connections) % requests.length
  client.setRequests([...requests.slice(place), ...requests.slice(0, place)])
}

function withOwnKey<Request extends { headers?: object }>(request: Request): Request {
  return { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } }
}
