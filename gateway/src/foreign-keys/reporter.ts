import type { CallOptions } from '@plinth/kit/rpc'
import type { ForeignKey } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import type { Bearer } from '../access/caller.ts'
import { type ReportOptions, startReportJob } from '../report-job.ts'
import type { Services } from '../services.ts'

export interface ForeignKeyReporter {
  /** Notes that the key acts in this workspace, unless it is its own workspace. */
  note(bearer: Bearer, workspaceId: string): void
  /** Reports the remaining uses, if tenancy accepts them. */
  stop(): Promise<void>
}

const rowsMax = 10_000
const rowsPerCall = 1_000

/**
 * Notes in memory which keys act in workspaces that are not their own, and reports them to tenancy every `everyMs`,
 * once per key. Reports that tenancy does not accept are repeated; a killed gateway loses the rest.
 */
export function startForeignKeyReporter(
  options: ReportOptions & { services: Pick<Services, 'foreignKeys'> },
): ForeignKeyReporter {
  const { services, log } = options
  const noted = new Map<string, ForeignKey>()
  let isFull = false

  const report = async (call: CallOptions) => {
    const rows = [...noted]
    noted.clear()
    for (let at = 0; at < rows.length; at += rowsPerCall) {
      const foreignKeys = rows.slice(at, at + rowsPerCall).map(([, row]) => row)
      await services.foreignKeys.recordForeignKeys({ foreignKeys }, call).catch((err: unknown) => {
        for (const [name, row] of rows.slice(at)) noted.set(name, row)
        throw err
      })
    }
    if (isFull) log.error({ rows: rowsMax }, 'too many foreign API keys in use; some of their uses are not recorded')
    isFull = false
  }
  const { stop } = startReportJob(options, {
    name: 'gateway foreign API keys',
    rows: 'uses of foreign API keys',
    report,
  })
  return {
    note({ principal, grant }, workspaceId) {
      const { isOperator, keyId, userId, homeWorkspaceId } = principal
      if (isOperator || workspaceId === homeWorkspaceId) return
      const name = `${workspaceId} ${keyId}`
      if (noted.has(name)) return
      if (noted.size < rowsMax) noted.set(name, { workspaceId, keyId, userId, prefix: grant.prefix })
      else isFull = true
    },
    stop,
  }
}
