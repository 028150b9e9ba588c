import { setTimeout as wait } from 'node:timers/promises'
import type { TailEventsResponse as Page } from '@plinth/proto/webhooks/v1/events.ts'
import type { Response } from 'express'
import type { EventFeed } from '../../operation/view.ts'
import { AccessWatch, type AccessWatchDeps } from '../open-calls/access-watch.ts'
import { framesOf, opening, ping } from './frames.ts'

export interface EventStreamDeps {
  res: Response
  feed: EventFeed
  nowMs: () => number
  pingMs: number
  /** Whether the caller may still read what it began to read. */
  ask: AccessWatchDeps['ask']
  /** Called when the client's side has taken something. */
  progressed: () => void
  /** Counts bytes that the client's side has not taken at once, until the function that it returns is called. */
  countUnread: (bytes: number) => () => void
  /** False while too many bytes of this caller wait for their clients. */
  mayHaveMore: () => boolean
  /** Runs a read when it is its turn. */
  inTurn: <T>(read: () => Promise<T>) => Promise<T>
}

const lifeMs = 3_600_000
const lookEveryMs = 10_000
// A busy workspace is read in pages, not event by event.
const restMs = 50
const heldBackMs = { first: 25, max: 500 }
const retryMs = 1_000
const unreadMs = 250
const failingMsMax = 10_000

/**
 * One response of Server-Sent Events. While it is sent, the bytes of one page are in memory, and nothing of it afterwards: the next is
 * read when the client's side has taken it, and not while others of the caller take nothing. It ends after an hour, when it is told to,
 * when the caller may no longer read, and when the events cannot be read for 10 s.
 */
export class EventStream {
  readonly #deps: EventStreamDeps
  readonly #watch: AccessWatch
  readonly #startedMs: number
  #cursor: string
  #isOver = false
  #isSending = false
  #isWoken = false
  #resume: () => void = () => undefined
  #sentMs: number
  #readMs: number

  constructor(deps: EventStreamDeps) {
    this.#deps = deps
    this.#cursor = deps.feed.first.cursor
    this.#startedMs = this.#sentMs = this.#readMs = deps.nowMs()
    const end = () => this.end()
    this.#watch = new AccessWatch({ nowMs: deps.nowMs, ask: deps.ask, lost: end, unsure: end })
  }

  /** Resolves when the response has ended; rejects when it broke off. */
  async run(): Promise<void> {
    const { res, feed, mayHaveMore } = this.#deps
    res.once('close', () => this.end())
    const first = feed.first.events.length > 0 ? framesOf(feed.first) : Buffer.from(ping(feed.first.cursor))
    let page = withoutEvents(feed.first)
    feed.first = page
    await this.#send(Buffer.concat([Buffer.from(opening), first]))
    let heldMs = heldBackMs.first
    for (;;) {
      this.#cursor = page.cursor
      if (!page.isMore) await this.#pause(page.isHeldBack ? heldMs : undefined)
      while (!this.#isOver && !mayHaveMore()) await this.#pause(unreadMs)
      if (this.#isOver) break
      const frames = await this.#readFrames()
      page = frames.page
      heldMs = page.isHeldBack ? Math.min(heldMs * 2, heldBackMs.max) : heldBackMs.first
      if (frames.bytes.length > 0 && !this.#isOver) await this.#send(frames.bytes)
    }
    res.end()
  }

  /** Events may have been stored. */
  wake(): void {
    this.#isWoken = true
    this.#resume()
  }

  /** Ends the response: at once where the client has not taken what was sent. */
  end(): void {
    this.#isOver = true
    if (this.#isSending) this.#deps.res.destroy()
    this.#resume()
  }

  tick(nowMs: number): void {
    const { pingMs, res } = this.#deps
    if (nowMs - this.#startedMs >= lifeMs) this.end()
    this.#watch.tick(nowMs)
    if (nowMs - this.#readMs >= lookEveryMs) this.wake()
    if (nowMs - this.#sentMs < pingMs || this.#isSending || this.#isOver) return
    this.#sentMs = nowMs
    res.write(ping(this.#cursor), (err) => err ?? this.#deps.progressed())
  }

  /** Until it is woken, or until this time has passed. */
  async #pause(ms: number | undefined): Promise<void> {
    if (ms !== undefined || !this.#isWoken) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#resume = resolve
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
      if (this.#isOver) resolve()
      await promise
      clearTimeout(timer)
    }
    const leftMs = this.#readMs + restMs - this.#deps.nowMs()
    if (leftMs > 0 && !this.#isOver) await wait(leftMs)
  }

  /** Calls wait for a part that restarts, and fail when that takes long: the client need not connect again for it. */
  async #read(): Promise<Page> {
    const { feed, nowMs, inTurn } = this.#deps
    const sinceMs = nowMs()
    for (;;) {
      try {
        this.#isWoken = false
        const page = await inTurn(() => feed.read(this.#cursor))
        this.#readMs = nowMs()
        return page
      } catch (err) {
        if (this.#isOver || nowMs() - sinceMs >= failingMsMax) throw err
        await wait(retryMs)
      }
    }
  }

  async #readFrames(): Promise<{ page: Page; bytes: Buffer }> {
    const page = await this.#read()
    return { page: withoutEvents(page), bytes: framesOf(page) }
  }

  async #send(bytes: Buffer): Promise<void> {
    const { res, nowMs, progressed, countUnread } = this.#deps
    if (res.destroyed) throw new Error('the client has closed the connection')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const closed = () => reject(new Error('the client has closed the connection'))
    this.#isSending = true
    let taken: () => void = () => undefined
    res.once('close', closed)
    try {
      res.write(bytes, (err) => (err ? reject(err) : resolve()))
      if (res.writableLength > 0) taken = countUnread(bytes.length)
      await promise
    } finally {
      taken()
      this.#isSending = false
      res.off('close', closed)
    }
    this.#sentMs = nowMs()
    progressed()
  }
}

const withoutEvents = (page: Page): Page => ({ ...page, events: [] })
