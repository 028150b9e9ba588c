// Polls that wait. A wake-up of the bus, or the sweep, asks once for the endpoints of all of them. One poll of an endpoint has its
// ring at a time, as each would lock the same row. What comes due meanwhile is asked for again when that poll gives the ring back.

import { CallerShares } from '@plinth/kit/async/caller-shares'
import { FailureReport } from '@plinth/kit/async/failure-report'
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
  endpointId: string
  hasRung: boolean
  ring: () => void
}

/** A user is empty for an operator. */
interface Poller {
  workspaceId: string
  userId: string
}

/** The poll that was rung for an endpoint and has not given the ring back. */
interface Ring {
  waiter: Waiter
  isDueAgain: boolean
}

/** A poll that may wait several times until its time is over. */
export interface Waiting {
  /**
   * Resolves with true when the endpoint may have something due, with false when the time is over. To be called when a look
   * found nothing.
   */
  next(): Promise<boolean>
  /** To be called however the poll ends: with deliveries, empty, by a failure or without its client. */
  end(): void
}

export class PollWaiters {
  readonly #deps: PollWaitersDeps
  /** The longest waiting first. */
  readonly #waiters = new Set<Waiter>()
  readonly #rings = new Map<string, Ring>()
  readonly #places = new CallerShares<Poller>(perProcessMax, [
    { who: 'a workspace', nameOf: ({ workspaceId }) => workspaceId, ofOneMax: perWorkspaceMax },
    { who: 'a user', nameOf: ({ userId }) => userId },
  ])
  #listening: Subscription | undefined
  #looking: Promise<void> | undefined
  #isLooking = false
  readonly #failing = new FailureReport((err, failures) =>
    this.#deps.log.warn(
      { err, failures },
      `looking for due deliveries for polls failed; retrying in ${this.#deps.sweepMs} ms`,
    ),
  )
  #mustLook = false
  #sweep: NodeJS.Timeout | undefined

  constructor(deps: PollWaitersDeps) {
    this.#deps = deps
  }

  async start(): Promise<void> {
    this.#listening = await this.#deps.bus.listen(dueSubject, () => this.#look(), { isOwnAtOnce: true })
  }

  /** Every wait has ended by then, as `stopping` was aborted. */
  async stop(): Promise<void> {
    await this.#listening?.stop()
    clearTimeout(this.#sweep)
    await this.#looking
  }

  /** Enters before the first look for due deliveries: what becomes due from then on rings. Throws when too many wait. */
  enter(poller: Poller, endpointId: string, waitMs: number, caller: AbortSignal): Waiting {
    const short = this.#places.take(poller)
    if (short !== undefined)
      throw short.who === undefined ? fail.pollsCrowded() : fail.pollsOfOneCrowded(short.who, short.most)
    const over = AbortSignal.any([AbortSignal.timeout(waitMs), caller, this.#deps.stopping])
    const waiter: Waiter = { endpointId, hasRung: false, ring: () => undefined }
    this.#waiters.add(waiter)
    this.#sweepLater()
    return {
      next: async () => {
        if (!waiter.hasRung) {
          if (this.#giveBack(waiter)?.isDueAgain) this.#look()
          await rung(waiter, over)
        }
        waiter.hasRung = false
        return !over.aborted
      },
      end: () => {
        if (this.#waiters.delete(waiter)) this.#places.give(poller)
        // More may be due than it took, and it may have taken nothing.
        if (this.#giveBack(waiter) !== undefined) this.#look()
      },
    }
  }

  #look(): void {
    if (this.#deps.stopping.aborted) return
    this.#mustLook = true
    if (!this.#isLooking) this.#looking = this.#run()
  }

  async #run(): Promise<void> {
    this.#isLooking = true
    while (this.#mustLook && this.#waiters.size > 0) {
      this.#mustLook = false
      try {
        const ids = new Set([...this.#waiters].map(({ endpointId }) => endpointId))
        this.#ring(new Set(await dueAmong(this.#deps.database, [...ids])))
        this.#failing.succeeded()
      } catch (err) {
        this.#failing.failed(err)
      }
      await new Promise((resolve) => setTimeout(resolve, restMs))
    }
    // With the last check, not a tick later: a look that is asked for in between would be lost.
    this.#isLooking = false
  }

  #ring(due: Set<string>): void {
    for (const waiter of this.#waiters) {
      // One of each endpoint.
      if (!due.delete(waiter.endpointId)) continue
      const ring = this.#rings.get(waiter.endpointId)
      if (ring !== undefined) ring.isDueAgain = true
      else {
        this.#rings.set(waiter.endpointId, { waiter, isDueAgain: false })
        waiter.hasRung = true
        waiter.ring()
      }
    }
  }

  #giveBack(waiter: Waiter): Ring | undefined {
    const ring = this.#rings.get(waiter.endpointId)
    if (ring?.waiter !== waiter) return undefined
    this.#rings.delete(waiter.endpointId)
    return ring
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

async function rung(waiter: Waiter, over: AbortSignal): Promise<void> {
  if (over.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  waiter.ring = resolve
  over.addEventListener('abort', () => resolve(), { once: true })
  await promise
}
