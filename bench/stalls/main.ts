// npm run stalls -w @plinth/bench: for how long the worst bodies hold the event loop of one process, everybody else waiting.
import { parseArgs } from 'node:util'
import { freePort } from '@plinth/testkit'
import { startOneProcess } from '../../e2e/src/one-process.ts'
import { list } from '../../e2e/src/tenant.ts'
import { newTenants } from '../http/tenants.ts'
import { type WorstBody, worstBodies } from './bodies.ts'

interface Stall {
  ms: number
  cpuMs: number
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
const rounds = Number(values.rounds)
const goalMs = 50
const port = await freePort()
const plinth = await startOneProcess({
  NODE_OPTIONS: `--import ${new URL('watch.ts', import.meta.url).href}`,
  STALL_PORT: String(port),
})
const longestStall = async () => (await (await fetch(`http://127.0.0.1:${port}`)).json()) as Stall
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

try {
  const [tenant] = await newTenants(plinth, 1, 'enterprise')
  if (tenant === undefined) throw new Error('there is no tenant')
  const [namespace] = list(await tenant.api.get('/namespaces'))
  const bodies = worstBodies({ namespace: namespace?.id ?? '', user: tenant.user.id })
  const rows = []
  for (const worst of bodies) {
    const stalls: Stall[] = []
    let status = 0
    for (let round = 0; round < rounds; round++) {
      await longestStall()
      status = await send(worst, tenant.key)
      stalls.push(await longestStall())
    }
    const ms = median(stalls.map((stall) => stall.ms))
    const cpuMs = median(stalls.map((stall) => stall.cpuMs))
    rows.push({ body: worst.what, KiB: Math.round(worst.body.length / 1_024), status, ms, cpuMs })
  }
  rows.sort((a, b) => b.cpuMs - a.cpuMs)
  console.table(rows.map((row) => ({ ...row, ms: Number(row.ms.toFixed(1)), cpuMs: Number(row.cpuMs.toFixed(1)) })))
  const longestMs = rows[0]?.cpuMs ?? 0
  const verdict = longestMs <= goalMs ? 'reached' : 'ABOVE'
  console.log(`longest stall: ${longestMs.toFixed(1)} ms of CPU, the median of ${rounds} (goal ${goalMs}: ${verdict})`)
} finally {
  await plinth.stop()
}

async function send({ method, path, body }: WorstBody, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${plinth.url}/api/v1${path}`, { method, headers, body })
  await answer.arrayBuffer()
  return answer.status
}
