// The heads of ended days leave the database: only copies elsewhere can show that a whole chain was rewritten.

import { startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { OutboundHttp } from '@plinth/kit/outbound-http'
import { type DayHead, lockUnlogged, markAllReported, markLogged, markReported, takeUnreported } from './head-store.ts'

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

/** Logs the heads of each ended day at once, and sends them to AUDIT_SEAL_URL until it accepts them. */
export function startHeadReports(deps: ReportDeps): { stop(): Promise<void> } {
  const onFailure = (err: unknown, failures: number) =>
    deps.log.error({ err, failures }, "reporting the audit log's heads failed; retrying in a minute")
  // Twenty heads that AUDIT_SEAL_URL does not answer take minutes; those of the next day are logged meanwhile.
  const jobs = [
    startJob({ name: 'webhooks audit heads', everyMs, run: () => logHeads(deps), onFailure }),
    startJob({ name: 'webhooks audit head reports', everyMs, run: () => reportHeads(deps), onFailure }),
  ]
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) }
}

/**
 * Sends the logged heads that are due; returns the number of those that were accepted, or, without AUDIT_SEAL_URL, are reported by their line
 * in the log. A head that is refused is tried again in 5 minutes.
 */
export async function reportHeads({ database, log, outbound, sealUrl, ...limits }: ReportDeps): Promise<number> {
  if (sealUrl === undefined) return markAllReported(database)
  let reported = 0
  for (const head of await takeUnreported(database)) {
    const shown = shownHead(head)
    const { statusCode, error } = await outbound.post({
      url: sealUrl,
      headers: { 'content-type': 'application/json', 'user-agent': 'Plinth-Audit/1' },
      body: Buffer.from(JSON.stringify({ type: 'audit_log.head', ...shown })),
      responseBytesMax: 1_024,
      ...limits,
    })
    if (statusCode < 200 || statusCode > 299) {
      log.error({ ...shown, statusCode, reason: error }, 'AUDIT_SEAL_URL did not accept a head; retrying in 5 minutes')
      continue
    }
    await markReported(database, head)
    reported++
  }
  return reported
}

/** Logs the heads of ended days. A process that dies before the commit leaves them to be logged again. */
export async function logHeads({ database, log }: Pick<ReportDeps, 'database' | 'log'>): Promise<void> {
  await database.transaction(async (tx) => {
    const heads = await lockUnlogged(tx)
    if (heads.length === 0) return
    // Independent of LOG_LEVEL: a head that is marked as logged must have left the database.
    const always = log.child({}, { level: 'info' })
    for (const head of heads) always.info(shownHead(head), "the audit log's head of the day")
    await markLogged(tx, heads)
  })
}

const shownHead = ({ day, month, position, seal, entryId, sealedAt }: DayHead) => ({
  ...{ day, month, position, seal: seal.toString('hex') },
  ...{ entry_id: entryId, sealed_at: sealedAt.toISOString() },
})
