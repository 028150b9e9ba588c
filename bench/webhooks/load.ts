import { setTimeout as wait } from 'node:timers/promises'
import type { Rig } from './rig.ts'

export interface Workspace {
  workspaceId: string
}

/** Events of these workspaces in turn, committed a transaction at a time; each says when it was. */
export async function emit(rig: Rig, workspaces: readonly Workspace[], count: number): Promise<void> {
  await rig.database.transaction(async (tx) => {
    for (let at = 0; at < count; at++) {
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

/** So many events per second, one transaction each, spread evenly. */
export async function emitSteadily(
  rig: Rig,
  workspaces: readonly Workspace[],
  perSecond: number,
  seconds: number,
): Promise<void> {
  const startedMs = performance.now()
  const running = new Set<Promise<void>>()
  for (let at = 0; at < perSecond * seconds; at++) {
    const dueMs = startedMs + (at * 1_000) / perSecond
    const earlyMs = dueMs - performance.now()
    if (earlyMs > 0) await wait(earlyMs)
    const workspace = workspaces[at % workspaces.length]
    if (workspace === undefined) continue
    const one: Promise<void> = emit(rig, [workspace], 1).finally(() => running.delete(one))
    running.add(one)
  }
  await Promise.all(running)
}

/** Deliveries that are committed as delivered, and those accepted. */
export async function counts(rig: Rig): Promise<{ delivered: number; accepted: number }> {
  const [row] = await rig.database.query<{ delivered: number; accepted: number }>({
    text: `SELECT coalesce(sum(delivered), 0)::float8 AS delivered, coalesce(sum(accepted), 0)::float8 AS accepted FROM delivery_count`,
  })
  return row ?? { delivered: 0, accepted: 0 }
}

/** What reached the receiver since it was last asked. */
export async function reported(rig: Rig): Promise<{ received: number; p50: number; p99: number }> {
  const answer = await fetch(`${rig.receiverUrl}/report`)
  const { received, latenciesMs }: { received: number; latenciesMs: number[] } = JSON.parse(await answer.text())
  const sorted = latenciesMs.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { received, p50: at(0.5), p99: at(0.99) }
}
