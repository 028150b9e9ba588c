import { startJob } from '@plinth/kit/async/job'
import type { Logger } from '@plinth/kit/log'
import type { CallOptions } from '@plinth/kit/rpc'
import { contextOf } from './access/caller.ts'

export interface ReportOptions {
  log: Logger
  everyMs: number
}

const lastTimeoutMs = 2_000

/**
 * Reports what the gateway noted in memory, every `everyMs`. `stop` reports once more, each call within 2 s. `rows` names them in
 * the log: "request counts".
 */
export function startReportJob(
  { log, everyMs }: ReportOptions,
  { name, rows, report }: { name: string; rows: string; report: (call: CallOptions) => Promise<void> },
): { stop(): Promise<void> } {
  const context = contextOf({ requestId: '' })
  const job = startJob({
    name,
    kind: 'work',
    everyMs,
    run: () => report({ context }),
    onFailure: (err, failures) =>
      log.warn({ err, failures }, `reporting ${rows} failed; retrying with the next report`),
  })
  return {
    async stop() {
      await job.stop()
      await report({ context, timeoutMs: lastTimeoutMs }).catch((err: unknown) =>
        log.warn({ err }, `reporting the last ${rows} failed; they are lost`),
      )
    },
  }
}
