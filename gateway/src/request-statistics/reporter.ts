import { randomUUID } from 'node:crypto'
import { startJob } from '@plinth/kit/async/job'
import { errorCodes, toPlinthError } from '@plinth/kit/errors'
import type { Logger } from '@plinth/kit/log'
import type { RequestCount } from '@plinth/proto/tenancy/v1/statistics.ts'
import { bareContext } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { RequestCounts, type RequestSample } from './request-counts.ts'

export interface StatisticsReporter {
  count(sample: RequestSample): void
  /** Sends the remaining counts, if tenancy accepts them. */
  stop(): Promise<void>
}

const rowsPerFlush = 2_000
const lastFlushTimeoutMs = 2_000

/**
 * Counts in memory and reports to tenancy every `everyMs`. An unanswered batch is sent again unchanged, with the
 * same number, before any other, so that tenancy adds each batch once. A killed gateway loses unreported counts.
 */
export function startStatisticsReporter(options: {
  services: Pick<Services, 'statistics'>
  log: Logger
  everyMs: number
}): StatisticsReporter {
  const { services, log, everyMs } = options
  const counts = new RequestCounts()
  const gatewayInstance = randomUUID()
  let sequence = 0
  let unanswered: RequestCount[] = []

  const flush = async (timeoutMs?: number) => {
    while (unanswered.length > 0 || counts.size > 0) {
      if (unanswered.length === 0) {
        unanswered = counts.take(rowsPerFlush)
        sequence++
      }
      const call = { context: bareContext(''), ...(timeoutMs === undefined ? {} : { timeoutMs }) }
      await services.statistics.recordRequests({ gatewayInstance, sequence, counts: unanswered }, call).catch(giveUp)
      unanswered = []
    }
    if (counts.lost > 0)
      log.error({ requests: counts.lost }, 'too many requests to count; some are missing from the usage')
    counts.lost = 0
  }
  /** Drops a batch that tenancy refused, because a retry would be refused too. */
  const giveUp = (err: unknown) => {
    if (errorCodes[toPlinthError(err).code].http >= 500) throw err
    log.error({ err }, 'a batch of request counts was refused; the counts are lost')
  }
  const report = startJob({
    name: 'gateway usage',
    kind: 'work',
    everyMs,
    run: () => flush(),
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'reporting request counts failed; retrying with the next report'),
  })
  return {
    count: (sample) => counts.add(sample),
    async stop() {
      await report.stop()
      await flush(lastFlushTimeoutMs).catch((err: unknown) =>
        log.warn({ err }, 'reporting the last request counts failed; they are lost'),
      )
    },
  }
}
