import { freePort } from '@plinth/testkit'
import { startOneProcess } from '../../e2e/src/one-process.ts'
import { newCustomers } from '../plinths/tenants.ts'
import type { Row } from '../report/comparison.ts'
import { median } from '../report/table.ts'
import { type WorstBody, worstBodies } from './bodies.ts'
import { fillPages, prepareEvents, worstAnswers, worstEvents, worstTypes } from './events.ts'
import type { Stall } from './watch.ts'

const goalMs = 50

/** For how long the worst bodies and answers hold the event loop of one process, while every other request waits. */
export async function stalls(times: number): Promise<Row[]> {
  const port = await freePort()
  const plinth = await startOneProcess({
    NODE_OPTIONS: `--import ${new URL('watch.ts', import.meta.url).href}`,
    STALL_PORT: String(port),
  })
  const longestStall = async () => (await (await fetch(`http://127.0.0.1:${port}`)).json()) as Stall
  try {
    const [customer] = await newCustomers(plinth, 1, { tier: 'enterprise' })
    if (customer === undefined) throw new Error('there is no customer')
    const webhookId = await prepareEvents(plinth, customer)
    await fillPages(customer)
    const ids = { namespace: customer.namespaceId, user: customer.user.id }
    const ofCustomer = [...worstBodies(ids), ...worstEvents(), ...worstAnswers(webhookId)]
    const all = [
      ...ofCustomer.map((worst) => ({ worst, key: customer.key })),
      ...worstTypes().map((worst) => ({ worst, key: plinth.operatorKey })),
    ]
    const ofBodies: { what: string; cpuMs: number[] }[] = []
    for (const { worst, key } of all) {
      const seen: Stall[] = []
      let status = 0
      while (seen.length < times) {
        await longestStall()
        status = await send(plinth.url, worst, key)
        seen.push(await longestStall())
      }
      const [ms, cpuMs] = [seen.map((stall) => stall.ms), seen.map((stall) => stall.cpuMs)]
      process.stderr.write(
        `${worst.what}: ${status}, ${median(ms).toFixed(1)} ms, ${median(cpuMs).toFixed(1)} ms of CPU\n`,
      )
      ofBodies.push({ what: worst.what, cpuMs })
    }
    const [longest] = ofBodies.toSorted((a, b) => median(b.cpuMs) - median(a.cpuMs))
    if (longest === undefined) throw new Error('nothing was measured')
    return [
      {
        ...{
          what: `longest stall by a body or an answer, CPU time (${longest.what})`,
          unit: 'ms',
          ours: longest.cpuMs,
          failed: 0,
        },
        goal: { atMost: goalMs },
      },
    ]
  } finally {
    await plinth.stop()
  }
}

async function send(url: string, { method, path, body }: WorstBody, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  await answer.arrayBuffer()
  return answer.status
}
