import { randomUUID } from 'node:crypto'
import type { Clock } from '@plinth/kit/clock'
import type { Logger } from '@plinth/kit/log'
import { counter } from '@plinth/kit/metrics'
import type { CallOptions } from '@plinth/kit/rpc'
import { numberedBatches } from '../numbered-batches.ts'
import type { Services } from '../services.ts'
import { type Row, RowBuffer } from './row-buffer.ts'

export interface RequestLog {
  /** True when the call that has just ended gets a row; otherwise it was counted. */
  hasPlaceFor(workspaceId: string, now: Date): boolean
  /** Adds the row of a call for which hasPlaceFor has just been true. */
  add(row: Row): void
  /** Reports the rows of ended seconds to tenancy; rejects when they must be sent again. */
  report(call: CallOptions): Promise<void>
  /** No more calls come: the next report has the rest. */
  close(): void
}

const rowsMax = 20_000
const rowsPerCall = 1_000
const perSecondMax = 50

const rows = counter({
  name: 'plinth_request_log_rows_total',
  help: 'Calls of the request log: recorded, omitted (counted on another row of their workspace and second) or dropped.',
  labels: ['result'],
})

/** The calls that wait in memory for tenancy: at most 20,000, those of an unanswered report included. A killed gateway loses them. */
export function requestLog({
  services,
  clock,
  log,
}: {
  services: Pick<Services, 'requestLog'>
  clock: Clock
  log: Logger
}): RequestLog {
  const buffer = new RowBuffer({ rows: rowsMax - rowsPerCall, perSecond: perSecondMax })
  const gatewayInstance = randomUUID()
  for (const result of ['recorded', 'omitted', 'dropped']) rows.begin(result)
  /** Calls that found the buffer full since the last report. */
  let lost = 0

  const report = numberedBatches({
    take: () => buffer.take(rowsPerCall, clock.now().getTime()),
    async send(requests: Row[], sequence, call) {
      await services.requestLog.recordRequestLog({ gatewayInstance, sequence, requests }, call)
      rows.add(requests.length, 'recorded')
    },
    lost(requests, err) {
      log.error({ err, requests: requests.length }, 'tenancy does not take calls for the request log; they are lost')
      rows.add(requests.length, 'dropped')
    },
  })
  return {
    hasPlaceFor(workspaceId, now) {
      const place = buffer.placeFor(workspaceId, now.getTime())
      if (place === 'row') return true
      if (place === 'lost') lost++
      rows.add(1, place === 'lost' ? 'dropped' : 'omitted')
      return false
    },
    add: (row) => buffer.add(row),
    async report(call) {
      await report(call)
      if (lost > 0) log.error({ requests: lost }, 'too many calls to record; some are missing from the request log')
      lost = 0
    },
    close: () => buffer.close(),
  }
}
