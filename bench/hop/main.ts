import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs, promisify } from 'node:util'
import { cpuUsOf } from './cpu.ts'

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
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  failed: number
  /** Of gateway and service together, for one request. */
  cpuUs: number
}

interface Server {
  child: ChildProcess
  port: number
}

const servers: Server[] = []
const results = new Map<Way, Measured[]>(ways.map((way) => [way, []]))
const file = (name: string) => new URL(name, import.meta.url).pathname

async function listening(name: string, args: string[]): Promise<Server> {
  const child = fork(file(name), args)
  const [{ port }] = await once(child, 'message')
  servers.push({ child, port })
  return { child, port }
}

async function measure(server: Server, behind: Server): Promise<Measured> {
  const children = [server.child, behind.child]
  const url = `http://127.0.0.1:${server.port}/users/usr_01hop`
  const cpuBefore = await cpuUsOf(children)
  const { stdout } = await promisify(execFile)(process.execPath, [
    file('load.ts'),
    url,
    values.connections,
    values.seconds,
  ])
  const measured = JSON.parse(stdout)
  return { ...measured, cpuUs: ((await cpuUsOf(children)) - cpuBefore) / measured.requests }
}

function median(way: Way, field: keyof Measured): number {
  const numbers = (results.get(way) ?? []).map((measured) => measured[field]).toSorted((a, b) => a - b)
  return numbers[Math.floor(numbers.length / 2)] ?? 0
}

const failedCalls = (way: Way) => (results.get(way) ?? []).reduce((sum, { failed }) => sum + failed, 0)

try {
  const service = await listening('service.ts', [])
  const gateways = new Map<Way, Server>()
  for (const way of ways) gateways.set(way, await listening('gateway.ts', [way, String(service.port)]))
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const [way, gateway] of gateways) {
      const measured = await measure(gateway, service)
      results.get(way)?.push(measured)
      console.error(`round ${round}: ${way} ${Math.round(measured.perSecond)} requests/s`)
    }
  }
  console.table(
    ways.map((way) => ({
      way,
      'requests/s': Math.round(median(way, 'perSecond')),
      '× unary': Number((median(way, 'perSecond') / median('unary', 'perSecond')).toFixed(2)),
      'CPU µs/request': Math.round(median(way, 'cpuUs')),
      'p50 ms': median(way, 'p50Ms'),
      'p99 ms': median(way, 'p99Ms'),
      failed: failedCalls(way),
    })),
  )
  const ratio = median('exchange', 'perSecond') / median('unary', 'perSecond')
  console.log(`exchange = ${ratio.toFixed(2)} × unary at ${values.connections} connections (goal: 3)`)
  process.exitCode = ratio >= 3 && ways.every((way) => failedCalls(way) === 0) ? 0 : 1
} finally {
  for (const { child } of servers) child.disconnect()
}
