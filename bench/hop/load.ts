import autocannon from 'autocannon'

// node load.ts <url> <connections> <seconds>: one JSON line with what came of it.
const [url = '', connections = '32', seconds = '4'] = process.argv.slice(2)
await autocannon({ url, connections: Number(connections), duration: 1 })
const result = await autocannon({ url, connections: Number(connections), duration: Number(seconds) })
const { requests, latency, errors, timeouts, non2xx } = result
process.stdout.write(
  `${JSON.stringify({ perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99, failed: errors + timeouts + non2xx })}\n`,
)
