import { setTimeout as wait } from 'node:timers/promises'
import type { Harness, Workspace } from './harness.ts'

/** Events of these workspaces in turn, committed in one transaction; each says when. */
export async function emit(
  { source }: Pick<Harness, 'source'>,
  workspaces: readonly Workspace[],
  count: number,
  from = 0,
): Promise<void> {
  await source.transaction(async (tx) => {
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

/** Emits this many events per second, one transaction each, evenly spread; a slow or failed one does not delay the next. */
export async function emitSteadily(
  harness: Harness,
  workspaces: readonly Workspace[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<void> {
  const startedMs = performance.now()
  const running = new Set<Promise<void>>()
  for (let at = 0; at < perSecond * seconds; at++) {
    const earlyMs = startedMs + (at * 1_000) / perSecond - performance.now()
    if (earlyMs > 0) await wait(earlyMs)
    const one: Promise<void> = emit(harness, workspaces, 1, at).finally(() => running.delete(one))
    running.add(one)
  }
  await Promise.all(running)
}
