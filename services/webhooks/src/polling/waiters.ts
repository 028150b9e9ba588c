// Polls that wait. A wake-up of the bus, or the sweep, asks once for the endpoints of all of them.

import type { Bus, Subscription } from '@plinth/kit/bus'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { fail } from '../errors.ts'
import { dueAmong } from './store.ts'

export interface PollWaitersDeps {
  database: Database
  bus: Bus
  log: Logger
  /** How often due deliveries that no announcement told of are looked for, while a poll waits. */
  sweepMs: number
  /** Ends all waits. */
  stopping: AbortSignal
}

const perWorkspaceMax = 20
const perProcessMax = 500
// Announcements that come faster share a look.
const restMs = 20

interface Waiter {
  workspaceId: string
  endpointId: string
  hasRung: boolean
  ring: () => void
}

/** A poll that may wait several times until its time is over. */
export interface Waiting {
  /** Resolves with true when the endpoint may have something due, with false when the time is over. */
  next(): Promise<boolean>
  end(): void
}

export class PollWaiters {
  readonly #deps: PollWaitersDeps
  readonly #waiters = new Set<Waiter>()
  #listening: Subscription | undefined
  #looking: Promise<void> | undefined
  #mustLook = false
  #sweep: NodeJS.Timeout | undefined

  constructor(deps: PollWaitersDeps) {
    this.#deps = deps
  }

  async start(): Promise<void> {
    this.#listening = await this.#deps.bus.listen(dueSubject, () => this.#look())
  }

  /** Every wait has ended by then, as `stopping` was aborted. */
  async stop(): Promise<void> {
    await this.#listening?.stop()
    clearTimeout(this.#sweep)
    await this.#looking
  }

  /** Enters before the first look for due deliveries: what becomes due from then on rings. Throws when too many wait. */
  enter(workspaceId: string, endpointId: string, waitMs: number, caller: AbortSignal): Waiting {
    this.#refuseCrowd(workspaceId)
    const over = AbortSignal.any([AbortSignal.timeout(waitMs), caller, this.#deps.stopping])
    const waiter: Waiter = { workspaceId, endpointId, hasRung: false, ring: () => undefined }
    this.#waiters.add(waiter)
    this.#sweepLater()
    return {
      next: async () => {
        if (!waiter.hasRung && !over.aborted) {
          const { promise, resolve } = Promise.withResolvers<void>()
          waiter.ring = resolve
          over.addEventListener('abort', () => resolve(), { once: true })
          await promise
        }
        waiter.hasRung = false
        return !over.aborted
      },
      end: () => this.#waiters.delete(waiter),
    }
  }

  #refuseCrowd(workspaceId: string): void {
    const own = [...this.#waiters].filter((waiter) => waiter.workspaceId === workspaceId).length
    if (own >= perWorkspaceMax) throw fail.pollsOfWorkspaceCrowded(perWorkspaceMax)
    if (this.#waiters.size >= perProcessMax) throw fail.pollsCrowded()
  }

  #look(): void {
    this.#mustLook = true
    this.#looking ??= this.#run().finally(() => {
      this.#looking = undefined
    })
  }

  async #run(): Promise<void> {
    while (this.#mustLook && this.#waiters.size > 0) {
      this.#mustLook = false
      try {
        const ids = new Set([...this.#waiters].map(({ endpointId }) => endpointId))
        const due = new Set(await dueAmong(this.#deps.database, [...ids]))
        for (const waiter of this.#waiters) {
          if (!due.has(waiter.endpointId)) continue
          waiter.hasRung = true
          waiter.ring()
        }
      } catch (err) {
        this.#deps.log.warn(
          { err },
          `looking for due deliveries for polls failed; retrying in ${this.#deps.sweepMs} ms`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, restMs))
    }
  }

  #sweepLater(): void {
    this.#sweep ??= setTimeout(() => {
      this.#sweep = undefined
      if (this.#waiters.size === 0) return
      this.#look()
      this.#sweepLater()
    }, this.#deps.sweepMs)
  }
}
