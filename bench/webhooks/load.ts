import { setTimeout as wait } from 'node:timers/promises'
import type { Rig, Workspace } from './rig.ts'

/** Events of these workspaces in turn, committed in one transaction; each says when. */
export async function emit(rig: Rig, workspaces: readonly Workspace[], count: number, from = 0): Promise<void> {
  await rig.source.transaction(async (tx) => {
    for (let at = from; at < from + count; at++) {
      const { workspaceId } = workspaces[at % workspaces.length] ?? { workspaceId: '' }
      tx.emit({
        type: 'workspace.updated',
        workspaceId,
        objectId: workspaceId,
        objectType: 'workspace',
        attributes: { id: workspaceId, at: Date.now(), text: 'x'.repeat(400) },
        consumers: ['webhooks'],
      })
    }
  })
}

/** So many events per second, one transaction each, spread evenly: whatever becomes of them, the next one is not late. */
export async function emitSteadily(
  rig: Rig,
  workspaces: readonly Workspace[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<void> {
  const startedMs = performance.now()
  const running = new Set<Promise<void>>()
  for (let at = 0; at < perSecond * seconds; at++) {
    const earlyMs = startedMs + (at * 1_000) / perSecond - performance.now()
    if (earlyMs > 0) await wait(earlyMs)
    const one: Promise<void> = emit(rig, workspaces, 1, at).finally(() => running.delete(one))
    running.add(one)
  }
  await Promise.all(running)
}

export interface Books {
  accepted: number
  delivered: number
}

/** Deliveries that are committed as accepted and as delivered. */
export async function books(rig: Rig): Promise<Books> {
  const [row] = await rig.database.query<Books>({
    name: 'bench_books',
    text: 'SELECT coalesce(sum(accepted), 0)::float8 AS accepted, coalesce(sum(delivered), 0)::float8 AS delivered FROM delivery_count',
  })
  return row ?? { accepted: 0, delivered: 0 }
}

export interface Received {
  received: number
  /** Of them, those with a webhook-id that the same path had had. */
  repeated: number
  p50: number
  p99: number
}

/** What reached the receiver since it was last asked. */
export async function received(rig: Rig): Promise<Received> {
  const answer = await fetch(`${rig.receiverUrl}/report`)
  const report: { received: number; repeated: number; latenciesMs: number[] } = JSON.parse(await answer.text())
  const sorted = report.latenciesMs.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { received: report.received, repeated: report.repeated, p50: at(0.5), p99: at(0.99) }
}
