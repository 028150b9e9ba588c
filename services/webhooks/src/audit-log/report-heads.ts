// The heads of ended days leave the database: only copies elsewhere can show that a whole chain was rewritten.

import { startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { OutboundHttp } from '@plinth/kit/outbound-http'
import { type DayHead, markReported, takeUnreported } from './head-store.ts'

export interface ReportDeps {
  database: Database
  log: Logger
  outbound: OutboundHttp
  /** Undefined: heads are only logged. */
  sealUrl: string | undefined
  timeoutMs: number
  connectTimeoutMs: number
}

const everyMs = 60_000

/** Logs the heads of each ended day once, and sends them to AUDIT_SEAL_URL at least once. */
export function startHeadReports(deps: ReportDeps): { stop(): Promise<void> } {
  return startJob({
    name: 'webhooks audit heads',
    everyMs,
    run: () => reportHeads(deps),
    onFailure: (err, failures) =>
      deps.log.error({ err, failures }, "reporting the audit log's heads failed; retrying in a minute"),
  })
}

/** Reports what is due; returns the number of heads that were reported. A head that is refused is tried again in 5 minutes. */
export async function reportHeads({ database, log, outbound, sealUrl, ...limits }: ReportDeps): Promise<number> {
  let reported = 0
  for (const head of await takeUnreported(database)) {
    const shown = shownHead(head)
    if (sealUrl !== undefined) {
      const { statusCode, error } = await outbound.post({
        url: sealUrl,
        headers: { 'content-type': 'application/json', 'user-agent': 'Plinth-Audit/1' },
        body: Buffer.from(JSON.stringify({ type: 'audit_log.head', ...shown })),
        responseBytesMax: 1_024,
        ...limits,
      })
      if (statusCode < 200 || statusCode > 299) {
        log.error(
          { ...shown, statusCode, reason: error },
          'AUDIT_SEAL_URL did not accept a head; retrying in 5 minutes',
        )
        continue
      }
    }
    // Independent of LOG_LEVEL: a head that is marked as reported must have left the database.
    log.child({}, { level: 'info' }).info(shown, "the audit log's head of the day")
    await markReported(database, head)
    reported++
  }
  return reported
}

const shownHead = ({ day, month, position, seal, entryId, sealedAt }: DayHead) => ({
  ...{ day, month, position, seal: seal.toString('hex') },
  ...{ entry_id: entryId, sealed_at: sealedAt.toISOString() },
})
