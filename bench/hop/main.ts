import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs, promisify } from 'node:util'

// Requests a second through Express → service without a database, each way of calling in turn, in one run.
const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '32' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
  },
})
const ways = ['express', 'inprocess', 'exchange', 'unary'] as const
type Way = (typeof ways)[number]

interface Measured {
  perSecond: number
  p50Ms: number
  p99Ms: number
  failed: number
}

const children: ChildProcess[] = []
const file = (name: string) => new URL(name, import.meta.url).pathname

async function listening(name: string, args: string[]): Promise<number> {
  const child = fork(file(name), args)
  children.push(child)
  const [message] = await once(child, 'message')
  return message.port
}

async function measure(url: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    file('load.ts'),
    url,
    values.connections,
    values.seconds,
  ])
  return JSON.parse(stdout)
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

try {
  const servicePort = await listening('service.ts', [])
  const urls = new Map<Way, string>()
  for (const way of ways) {
    const port = await listening('gateway.ts', [way, String(servicePort)])
    urls.set(way, `http://127.0.0.1:${port}/${way === 'express' ? 'alone' : 'users'}/usr_01hop`)
  }
  const results = new Map<Way, Measured[]>(ways.map((way) => [way, []]))
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const [way, url] of urls) {
      const measured = await measure(url)
      results.get(way)?.push(measured)
      console.error(`round ${round}: ${way} ${Math.round(measured.perSecond)} requests/s`)
    }
  }
  const rate = (way: Way) => median(results.get(way)?.map(({ perSecond }) => perSecond) ?? [])
  console.table(
    ways.map((way) => ({
      way,
      'requests/s': Math.round(rate(way)),
      '× unary': Number((rate(way) / rate('unary')).toFixed(2)),
      'p50 ms': median(results.get(way)?.map(({ p50Ms }) => p50Ms) ?? []),
      'p99 ms': median(results.get(way)?.map(({ p99Ms }) => p99Ms) ?? []),
      failed: results.get(way)?.reduce((sum, { failed }) => sum + failed, 0),
    })),
  )
  const ratio = rate('exchange') / rate('unary')
  const failures = [...results.values()].flat().reduce((sum, { failed }) => sum + failed, 0)
  console.log(`exchange = ${ratio.toFixed(2)} × unary at ${values.connections} connections (goal: 3)`)
  process.exitCode = ratio >= 3 && failures === 0 ? 0 : 1
} finally {
  for (const child of children) child.disconnect()
}
