import { randomUUID } from 'node:crypto'
import { everyStep } from '@plinth/kit/async/every-step'
import type { CallOptions } from '@plinth/kit/rpc'
import type { RequestCount } from '@plinth/proto/tenancy/v1/statistics.ts'
import { numberedBatches } from '../numbered-batches.ts'
import { type ReportOptions, startReportJob } from '../report-job.ts'
import type { RequestLog } from '../request-log/request-log.ts'
import type { Services } from '../services.ts'
import { RequestCounts, type RequestSample } from './request-counts.ts'

export interface StatisticsReporter {
  count(sample: RequestSample): void
  /** Sends the remaining counts and calls, if tenancy accepts them. */
  stop(): Promise<void>
}

const rowsPerCall = 2_000

/**
 * Counts in memory and reports to tenancy every `everyMs`, with the calls of the request log. Tenancy adds each batch once. A killed
 * gateway loses what it had not reported.
 */
export function startStatisticsReporter(
  options: ReportOptions & {
    services: Pick<Services, 'statistics'>
    requestLog: Pick<RequestLog, 'report' | 'close'>
  },
): StatisticsReporter {
  const { services, log, requestLog } = options
  const counts = new RequestCounts()
  const gatewayInstance = randomUUID()

  const send = numberedBatches({
    take: () => counts.take(rowsPerCall),
    send: (counts: RequestCount[], sequence, call) =>
      services.statistics.recordRequests({ gatewayInstance, sequence, counts }, call),
    lost: (_counts, err) => log.error({ err }, 'a batch of request counts was refused; the counts are lost'),
  })
  const report = async (call: CallOptions) => {
    await send(call)
    if (counts.lost > 0)
      log.error({ requests: counts.lost }, 'too many requests to count; some are missing from the usage')
    counts.lost = 0
  }
  const { stop } = startReportJob(options, {
    name: 'gateway usage',
    rows: 'request counts and calls of the request log',
    report: (call) => everyStep([() => report(call), () => requestLog.report(call)]),
  })
  return {
    count: (sample) => counts.add(sample),
    stop() {
      requestLog.close()
      return stop()
    },
  }
}
