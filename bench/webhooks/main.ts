// npm run webhooks -w bench -- [--seconds 20]: throughput, latency and isolation of deliveries, each beside its own baseline.
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { bareUndici } from './ceiling.ts'
import { counts, emit, emitSteadily, reported, type Workspace } from './load.ts'
import { type Rig, startRig, workspaceWith } from './rig.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: '300' },
    backlog: { type: 'string', default: '20000' },
  },
})
const seconds = Number(values.seconds)
const rate = Number(values.rate)
const backlog = Number(values.backlog)
const say = (line: string) => void process.stdout.write(`${line}\n`)

const rig = await startRig()
try {
  const ceiling = await bareUndici(rig.receiverUrl, Math.min(seconds, 5))
  say(`undici alone, bodies signed: ${Math.round(ceiling)}/s`)

  const many = await workspaces(rig, 25, (at) => [`/ok/${at}a`, `/ok/${at}b`])
  const perSecond = await throughput(rig, many, seconds)
  say(
    `deliveries, event in PostgreSQL → 2xx committed: ${Math.round(perSecond)}/s = ${(perSecond / ceiling).toFixed(2)} of it`,
  )
  say(`resident memory: ${await rig.residentMb()} MB`)

  const healthy = await workspaces(rig, 20, (at) => [`/ok/h${at}`])
  const alone = await latency(rig, healthy, [], 'healthy endpoints alone')
  const dead = [
    ...(await workspaces(rig, 3, (at) => [`/hang/${at}`, `/drip/${at}`].slice(at % 2, 1 + (at % 2)))),
    await workspaceWith(rig, [`${rig.deadUrl}/refused`]),
    await workspaceWith(rig, [`${rig.deadUrl}/refused`]),
  ]
  const beside = await latency(rig, healthy, dead, 'with 20 % dead endpoints (hang, drip, refuse) beside them')
  say(`p99 with / without: ${(beside.p99 / alone.p99).toFixed(2)}`)
  const burst = await workspaceWith(rig, [`${rig.receiverUrl}/later/burst`])
  for (let queued = 0; queued < backlog; queued += 500) await emit(rig, [burst], 500)
  await ingested(rig)
  const behind = await latency(rig, healthy, [], `with a backlog of ${backlog} for one endpoint`)
  say(`p99 with / without: ${(behind.p99 / alone.p99).toFixed(2)}; resident memory: ${await rig.residentMb()} MB`)
} finally {
  await rig.stop()
}

async function workspaces(on: Rig, count: number, paths: (at: number) => string[]): Promise<Workspace[]> {
  const made: Workspace[] = []
  for (let at = 0; at < count; at++) {
    made.push(
      await workspaceWith(
        on,
        paths(at).map((path) => on.receiverUrl + path),
      ),
    )
  }
  return made
}

/** Committed deliveries per second while the queue is never empty, after a third of the time to warm up. */
async function throughput(on: Rig, of: readonly Workspace[], forSeconds: number): Promise<number> {
  const until = performance.now() + forSeconds * 1_000
  let isDone = false
  const feeding = (async () => {
    while (!isDone) {
      const { accepted, delivered } = await counts(on)
      if (accepted - delivered < 6_000) await emit(on, of, 500)
      else await wait(50)
    }
  })()
  await wait((forSeconds * 1_000) / 3)
  const [before, beforeMs] = [await counts(on), performance.now()]
  await wait(until - performance.now())
  const perSecond = ((await counts(on)).delivered - before.delivered) / ((performance.now() - beforeMs) / 1_000)
  isDone = true
  await feeding
  await drained(on)
  return perSecond
}

async function latency(on: Rig, healthy: readonly Workspace[], dead: readonly Workspace[], name: string) {
  await reported(on)
  const share = dead.length / healthy.length
  const storms = dead.length === 0 ? undefined : emitSteadily(on, dead, Math.round(rate * share), seconds)
  await emitSteadily(on, healthy, rate, seconds)
  await storms
  await wait(1_000)
  const { received, p50, p99 } = await reported(on)
  say(`${rate}/s, ${name}: ${received} received, commit → first byte p50 ${p50} ms, p99 ${p99} ms`)
  return { p50, p99 }
}

/** Resolves once nothing waits in the outbox: the backlog is the dispatcher's. */
async function ingested(on: Rig): Promise<void> {
  for (const until = performance.now() + 120_000; performance.now() < until; await wait(100)) {
    const [left] = await on.database.query<{ count: number }>({ text: 'SELECT count(*)::float8 AS count FROM outbox' })
    if (left?.count === 0) return
  }
}

async function drained(on: Rig): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await wait(200)) {
    const { accepted, delivered } = await counts(on)
    if (accepted === delivered) return
  }
}
