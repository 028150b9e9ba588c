import { setTimeout as wait } from 'node:timers/promises'
import type { Client, LoggedRequest } from '../../../../js/src/index.ts'
import { responseOf, UnexpectedAnswerError } from '../../../../js/src/index.ts'
import { reconnecting, type Watch } from '../reconnecting.ts'
import type { Since } from '../spans.ts'
import { fairPauseMs } from './fair-pause.ts'

/** As `GET /requests` takes them. */
export type RequestFilters = Pick<
  NonNullable<Parameters<Client['requests']['list']>[0]>,
  'code' | 'key_id' | 'method' | 'operation' | 'status'
>

export interface RequestsOptions extends Watch {
  client: Client
  filters: RequestFilters
  since: Since | undefined
}

// A call has the time at which it began, and is there when it has ended: after 120 s at most (GATEWAY_ANSWER_TIMEOUT_MS), 5 s until it
// is recorded, and 5 s for the clocks of several gateways.
const overlapMs = 130_000
const pauseMs = { busy: 3_000, idle: 10_000, factor: 1.5 }

/**
 * Calls as they are recorded, until `signal` is aborted, each once. One that is recorded later than its neighbours comes behind them.
 * The reads that this takes are left out, unless their operation is asked for; they take half of what the rate limit has left, no more.
 */
export function recentRequests(options: RequestsOptions): AsyncGenerator<LoggedRequest, void> {
  const { client, filters, since, signal } = options
  const beginAt = since ?? ((nowMs: number) => nowMs)
  const limits = { signal, maxRetries: 0 }
  /** When the calls began that were seen lately. */
  const seen = new Map<string, number>()
  let startMs: number | undefined
  let askedMs: number | undefined
  return reconnecting(options, async function* (heard) {
    for (let pause = pauseMs.busy; ; pause = Math.min(pause * pauseMs.factor, pauseMs.idle)) {
      // By the server's clock, whatever this machine's says.
      startMs ??= beginAt(serverMs(await client.requests.list({ per_page: 1 }, limits)))
      const fromMs = Math.max(startMs, (askedMs ?? startMs) - overlapMs)
      const asked = { ...filters, created_after: new Date(fromMs).toISOString(), sort: ['created_at'] as const }
      let page = await client.requests.list({ ...asked, per_page: 100, cursor: '' }, limits)
      const nowMs = serverMs(page)
      heard()
      for (let calls = 1; ; calls++) {
        for (const request of page) {
          if (seen.has(request.id) || isRead(request, filters)) continue
          seen.set(request.id, Date.parse(request.at))
          pause = pauseMs.busy
          yield request
        }
        if (!page.hasNextPage()) {
          pause = Math.max(pause, fairPauseMs(responseOf(page).headers, nowMs, calls))
          break
        }
        page = await page.nextPage()
      }
      askedMs = nowMs
      for (const [id, atMs] of seen) if (atMs < nowMs - overlapMs) seen.delete(id)
      await wait(pause, undefined, { signal })
    }
  })
}

const isRead = ({ operation, status }: LoggedRequest, filters: RequestFilters): boolean =>
  operation === 'requests.list' && status === 200 && filters.operation === undefined

function serverMs(answer: object): number {
  const { status, headers } = responseOf(answer)
  const ms = Date.parse(headers['date'] ?? '')
  if (Number.isNaN(ms)) throw new UnexpectedAnswerError('The server answered without a date.', status)
  return ms
}
