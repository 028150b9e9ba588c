import autocannon from 'autocannon'

// node load.ts <url> <connections> <seconds>: one JSON line with what came of it.
const [url = '', connections = '32', seconds = '4'] = process.argv.slice(2)
const options = { url, connections: Number(connections) }
const warmUp = await autocannon({ ...options, duration: 1 })
const { requests, latency, errors, timeouts, non2xx } = await autocannon({ ...options, duration: Number(seconds) })
const result = {
  requests: warmUp.requests.total + requests.total,
  perSecond: requests.average,
  p50Ms: latency.p50,
  p99Ms: latency.p99,
  failed: errors + timeouts + non2xx,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
