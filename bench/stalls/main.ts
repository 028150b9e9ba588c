// npm run stalls -w @plinth/bench: for how long the worst bodies hold the event loop of one process, everybody else waiting.
import { parseArgs } from 'node:util'
import { freePort } from '@plinth/testkit'
import { startOneProcess } from '../../e2e/src/one-process.ts'
import { list } from '../../e2e/src/tenant.ts'
import { newTenants } from '../http/tenants.ts'
import { type WorstBody, worstBodies } from './bodies.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
const rounds = Number(values.rounds)
const goalMs = 50
const port = await freePort()
const plinth = await startOneProcess({
  NODE_OPTIONS: `--import ${new URL('watch.ts', import.meta.url).href}`,
  STALL_PORT: String(port),
})
const stallMs = async () => Number(await (await fetch(`http://127.0.0.1:${port}`)).text())

try {
  const [tenant] = await newTenants(plinth, 1, 'enterprise')
  if (tenant === undefined) throw new Error('there is no tenant')
  const [namespace] = list(await tenant.api.get('/namespaces'))
  const bodies = worstBodies({ namespace: namespace?.id ?? '', user: tenant.user.id })
  const rows = []
  for (const worst of bodies) {
    const stalls = []
    let status = 0
    for (let round = 0; round < rounds; round++) {
      await stallMs()
      status = await send(worst, tenant.key)
      stalls.push(await stallMs())
    }
    stalls.sort((a, b) => a - b)
    const [least = 0, median = 0, longest = 0] = [stalls[0], stalls[Math.floor(rounds / 2)], stalls.at(-1)]
    rows.push({ body: worst.what, KiB: Math.round(worst.body.length / 1_024), status, least, median, longest })
  }
  rows.sort((a, b) => b.median - a.median)
  const shown = ({ least, median, longest }: { least: number; median: number; longest: number }) => ({
    least: Number(least.toFixed(1)),
    median: Number(median.toFixed(1)),
    longest: Number(longest.toFixed(1)),
  })
  console.table(rows.map((row) => ({ ...row, ...shown(row) })))
  const [worst] = rows
  const verdict = (worst?.median ?? 0) <= goalMs ? 'reached' : 'ABOVE'
  console.log(`longest stall ${worst?.median.toFixed(1)} ms, the median of ${rounds} (goal ${goalMs} ms: ${verdict})`)
} finally {
  await plinth.stop()
}

async function send({ method, path, body }: WorstBody, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${plinth.url}/api/v1${path}`, { method, headers, body })
  await answer.arrayBuffer()
  return answer.status
}
