import { randomUUID } from 'node:crypto'
import { errorCodes, toPlinthError } from '@plinth/kit/errors'
import type { CallOptions } from '@plinth/kit/rpc'
import type { RequestCount } from '@plinth/proto/tenancy/v1/statistics.ts'
import { type ReportOptions, startReportJob } from '../report-job.ts'
import type { Services } from '../services.ts'
import { RequestCounts, type RequestSample } from './request-counts.ts'

export interface StatisticsReporter {
  count(sample: RequestSample): void
  /** Sends the remaining counts, if tenancy accepts them. */
  stop(): Promise<void>
}

const rowsPerCall = 2_000

/**
 * Counts in memory and reports to tenancy every `everyMs`. An unanswered batch is sent again unchanged, with the
 * same number, before any other, so that tenancy adds each batch once. A killed gateway loses unreported counts.
 */
export function startStatisticsReporter(
  options: ReportOptions & { services: Pick<Services, 'statistics'> },
): StatisticsReporter {
  const { services, log } = options
  const counts = new RequestCounts()
  const gatewayInstance = randomUUID()
  let sequence = 0
  let unanswered: RequestCount[] = []

  const report = async (call: CallOptions) => {
    while (unanswered.length > 0 || counts.size > 0) {
      if (unanswered.length === 0) {
        unanswered = counts.take(rowsPerCall)
        sequence++
      }
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
  const { stop } = startReportJob(options, { name: 'gateway usage', rows: 'request counts', report })
  return {
    count: (sample) => counts.add(sample),
    stop,
  }
}
