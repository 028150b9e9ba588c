import { bareUndici } from './ceiling.ts'
import { deadWorkspaces } from './dead.ts'
import { queueUp } from './fill.ts'
import { barePostgres } from './floor-postgres.ts'
import type { Received } from './load.ts'
import { latency, throughput } from './phases.ts'
import { startRig, workspacesAt, workspaceWith } from './rig.ts'
import { ratio, type Say, type Scale, steadyRate } from './scale.ts'

/** Throughput beside its two ceilings, then latency: alone, beside dead endpoints, beside a backlog; memory all along. */
export async function deliveries(scale: Scale, say: Say): Promise<void> {
  const rig = await startRig()
  try {
    const undici = await bareUndici(rig.receiverUrl, 5)
    say(`undici alone, posting bodies signed twice: ${Math.round(undici)}/s`)
    const postgres = await barePostgres(rig, 5)
    say(`PostgreSQL alone, claim and result in batches of 50: ${Math.round(postgres)}/s`)
    const memory: number[] = []
    const weigh = async () => {
      memory.push((await rig.dispatchers[0]?.residentMb()) ?? Number.NaN)
    }
    await weigh()
    const many = await workspacesAt(rig, 200, (at) => [`/ok/${at}`])
    const sent = await throughput(rig, many, scale.seconds)
    say(
      `200 endpoints, one delivery an event, event in PostgreSQL → 2xx committed, ${scale.seconds} s: ${Math.round(sent.perSecond)}/s ` +
        `(slowest tenth ${Math.round(sent.worstTenth)}/s), ${ratio(sent.perSecond, undici)} of undici alone, ` +
        `${ratio(sent.perSecond, postgres)} of PostgreSQL alone; ${Math.round(sent.cpuUs)} µs of the webhooks process each`,
    )
    await weigh()
    const steady = { perSecond: steadyRate, seconds: scale.shortSeconds }
    const healthy = await workspacesAt(rig, 40, (at) => [`/ok/h${at}`])
    const alone = await thrice(() => latency(rig, { healthy, ...steady }))
    say(`${steadyRate}/s, commit → first byte: ${shown(alone)}`)
    await weigh()
    const dead = await deadWorkspaces(rig, 10)
    const beside = await thrice(() => latency(rig, { healthy, dead, ...steady }))
    say(
      `with 20 % of the endpoints dead (hang, refuse, drip) beside them: ${shown(beside)}, p99 × ${ratio(beside.p99, alone.p99)}`,
    )
    await weigh()
    const burst = await workspaceWith(rig, [`${rig.receiverUrl}/later/burst`])
    await queueUp(rig.database, burst, scale.backlog)
    const behind = await thrice(() => latency(rig, { healthy, ...steady }))
    say(`with a backlog of ${scale.backlog} for one endpoint: ${shown(behind)}, p99 × ${ratio(behind.p99, alone.p99)}`)
    await weigh()
    say(`resident memory of the webhooks process, idle and after each phase: ${memory.join(', ')} MB`)
  } finally {
    await rig.stop()
  }
}

/** Of three runs the one with the median p99: a checkpoint or a vacuum spoils one, not two. */
async function thrice(run: () => Promise<Received>): Promise<Received & { p99s: number[] }> {
  const runs = [await run(), await run(), await run()].sort((a, b) => a.p99 - b.p99)
  const [, median] = runs
  if (median === undefined) throw new Error('three runs have a median')
  const repeated = runs.reduce((sum, one) => sum + one.repeated, 0)
  return { ...median, repeated, p99s: runs.map(({ p99 }) => p99) }
}

export const shown = ({ received, repeated, p50, p99, p99s = [p99] }: Received & { p99s?: number[] }): string =>
  `${received} received, ${repeated} twice, p50 ${p50} ms, p99 ${p99} ms (of ${p99s.join(', ')})`
