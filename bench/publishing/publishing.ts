import { dayAfter, dayOf } from '@plinth/kit/days'
import { testDatabase } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import { Pool } from 'pg'
import { makePartitions } from '../../services/webhooks/src/partitions/store.ts'
import { insertRows } from '../floors/publish-rows.ts'
import { startFloor } from '../floors/serve.ts'
import { httpVariant, type Variant } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import { compare, type Effort, type Row } from '../report/comparison.ts'
import { openBenchDatabase } from '../webhooks/harness.ts'
import { fairness } from './fairness.ts'
import { firstByte } from './first-byte.ts'
import { batchOf, batchSize, publish, publishers } from './publishers.ts'

const callersMax = 32
const batchCallersMax = 8

/** Events a second, single and by the hundred, beside the same rows by hand; then accepted to first byte, and a flooding tenant. */
export async function publishing(mesh: MeshPlinth, customers: number, effort: Effort): Promise<Row[]> {
  const callers = Math.min(callersMax, customers)
  const batchCallers = Math.min(batchCallersMax, customers)
  // Their deliveries are due in an hour: what is measured ends with the answer.
  const later = await publishers(mesh, callers, 'http://127.0.0.1:65000/later', [3_600])
  const rows = await compare(
    [
      {
        what: `POST /events, ${callers} callers`,
        ours: httpVariant('POST /events', mesh, { connections: callers, isSpread: true, requests: later.map(publish) }),
        floor: httpVariant('Express, gRPC, one INSERT', await singleFloor(), {
          ...{ connections: callers, requests: later.map(publish) },
        }),
        goal: { atLeast: 1 },
      },
      {
        what: `events by POST /events/batch of ${batchSize}, one endpoint each`,
        ours: timesBatch(
          httpVariant('POST /events/batch', mesh, {
            ...{ connections: batchCallers, isSpread: true, requests: later.slice(0, batchCallers).map(batchOf) },
          }),
        ),
        floor: await rowsByHand(batchCallers),
        goal: { atLeast: 0.5 },
      },
    ],
    effort,
  )
  return [...rows, ...(await firstByte(mesh, customers, effort)), await fairness(mesh, customers, effort)]
}

const timesBatch = ({ measure, ...variant }: Variant): Variant => ({
  ...variant,
  measure: async (seconds) => {
    const figures = await measure(seconds)
    return { ...figures, perSecond: figures.perSecond * batchSize }
  },
})

async function emptyDatabase(): Promise<string> {
  const { url } = await testDatabase(webhooks.migrations)
  const database = openBenchDatabase(url, 1)
  const today = dayOf(new Date())
  // The run may go on past midnight.
  await makePartitions(database, [today, dayAfter(today)])
  await database.close()
  return url
}

async function singleFloor() {
  const service = await startFloor(new URL('../floors/publish-service.ts', import.meta.url), [await emptyDatabase()])
  const gateway = await startFloor(new URL('../floors/publish-gateway.ts', import.meta.url), [
    new URL(service.url).port,
  ])
  return { url: gateway.url, pids: [...gateway.pids, ...service.pids] }
}

/** Multi-row INSERTs through pg, with as many connections as there are callers. */
async function rowsByHand(batchCallers: number): Promise<Variant> {
  const url = await emptyDatabase()
  const payload = JSON.stringify({ id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p', type: 'bench.happened', data: data() })
  return {
    name: 'multi-row INSERTs of the same rows',
    measure: async (seconds) => {
      const pool = new Pool({ connectionString: url, max: batchCallers })
      const targets = Array.from({ length: batchCallers }, (_, at) => ({
        workspaceId: `wks_${at}`,
        endpointId: `wh_${at}`,
      }))
      for (const { workspaceId, endpointId } of targets)
        await pool.query(
          'INSERT INTO endpoint_state (endpoint_id, workspace_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
          [endpointId, workspaceId],
        )
      const startedMs = performance.now()
      const until = startedMs + seconds * 1_000
      let count = 0
      const work = async (target: (typeof targets)[number]) => {
        do count += (await insertRows(pool, target, Array(batchSize).fill(payload))).length
        while (performance.now() < until)
      }
      await Promise.all(targets.map(work))
      const perSecond = (count * 1_000) / (performance.now() - startedMs)
      await pool.end()
      return { perSecond, failed: 0 }
    },
  }
}

const data = () => ({ at: Date.now(), text: 'x'.repeat(200) })
