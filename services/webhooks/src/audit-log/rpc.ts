import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { entryText } from './entry.ts'
import { auditPage, headsPage } from './verbs.ts'

export function auditLogRpc(database: Database): Handlers<typeof AuditLog> {
  return {
    listAuditEntries: async ({ query, allWorkspaces }, call) => {
      const { rows, info } = await auditPage(database, call.context, { allWorkspaces }, query)
      return { entries: rows.map((entry) => ({ json: Buffer.from(entryText(entry)) })), page: info }
    },
    listAuditHeads: async ({ query }, call) => {
      const { rows, info } = await headsPage(database, call.context, query)
      return { heads: rows.map((head) => ({ ...head, seal: head.seal.toString('hex') })), page: info }
    },
  }
}
