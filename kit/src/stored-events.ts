// Webhooks announces the workspaces in which it has stored events, so that gateways read them for the streams that are open. An
// announcement may be lost: a stream reads from time to time without one.
import type { Bus } from './bus/index.ts'

/** IDs of workspaces, separated by spaces; empty: any workspace. */
export const storedEventsSubject = 'plinth.webhooks.stored'

// Announcing for every commit of a busy process would cost more than the commits: what comes sooner waits for the next one.
const announceEveryMs = 20
const namedMax = 500

export interface StoredEventsAnnouncer {
  /** To all followers: events of these workspaces were committed. */
  announce(workspaceIds: Iterable<string>): void
  stop(): void
}

/** For the part that stores events. */
export function announceStoredEvents(bus: Bus): StoredEventsAnnouncer {
  const waiting = new Set<string>()
  let pause: NodeJS.Timeout | undefined
  const send = () => {
    pause = undefined
    if (waiting.size === 0) return
    bus.announce(storedEventsSubject, Buffer.from(waiting.size > namedMax ? '' : [...waiting].join(' ')))
    waiting.clear()
    pause = setTimeout(send, announceEveryMs)
  }
  return {
    announce: (workspaceIds) => {
      for (const id of workspaceIds) if (id !== '' && waiting.size <= namedMax) waiting.add(id)
      if (pause === undefined) send()
    },
    stop: () => {
      clearTimeout(pause)
      send()
      clearTimeout(pause)
    },
  }
}

export interface StoredEvents {
  /** Calls `wake` when events of the workspace may have been stored, until the function that it returns is called. */
  follow(workspaceId: string, wake: () => void): () => void
  stop(): Promise<void>
}

export async function followStoredEvents(bus: Bus): Promise<StoredEvents> {
  const followers = new Map<string, Set<() => void>>()
  const wakeAll = () => {
    for (const wakes of followers.values()) for (const wake of wakes) wake()
  }
  const hear = (data: Uint8Array) => {
    if (data.length === 0) wakeAll()
    else if (followers.size > 0)
      for (const id of Buffer.from(data).toString().split(' ')) for (const wake of followers.get(id) ?? []) wake()
  }
  const subscription = await bus.listen(storedEventsSubject, hear, { onGap: wakeAll })
  return {
    follow: (workspaceId, wake) => {
      const wakes = followers.get(workspaceId) ?? new Set()
      followers.set(workspaceId, wakes.add(wake))
      return () => {
        wakes.delete(wake)
        if (wakes.size === 0 && followers.get(workspaceId) === wakes) followers.delete(workspaceId)
      }
    },
    stop: () => subscription.stop(),
  }
}
