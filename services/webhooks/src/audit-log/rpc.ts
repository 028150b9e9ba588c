import type { Handlers } from '@plinth/kit/rpc'
import type {
  AuditLogServiceService as AuditLog,
  RequestSpan as RequestSpanMessage,
} from '@plinth/proto/webhooks/v1/audit_log.ts'
import { entryText, type RequestSpan } from './entry.ts'
import { auditPage, exportPage, headsPage, type ReadDeps, recordOperatorAccess, requestChanges } from './verbs.ts'

export function auditLogRpc(deps: ReadDeps): Handlers<typeof AuditLog> {
  const { database } = deps
  return {
    listAuditEntries: async ({ query, allWorkspaces }, call) => {
      const { rows, info } = await auditPage(deps, call.context, { allWorkspaces }, query)
      return { entries: rows.map((entry) => ({ json: Buffer.from(entryText(entry)) })), page: info }
    },
    exportAuditEntries: async ({ from, to, allWorkspaces, cursor }, call) => {
      const page = await exportPage(deps, call.context, { from, to, allWorkspaces, cursor })
      return { ...page, lines: Buffer.from(page.lines.join('')), count: page.lines.length }
    },
    recordOperatorAccess: async ({ at, workspaceIds }, call) => {
      await recordOperatorAccess(deps, call.context, at, workspaceIds)
      return {}
    },
    listRequestChanges: async ({ requestId, spans }, call) => ({
      changes: await requestChanges(database, call.context, requestId, spans.map(fromMessage)),
    }),
    listAuditHeads: async ({ query }, call) => {
      const { rows, info } = await headsPage(database, call.context, query)
      return { heads: rows.map((head) => ({ ...head, seal: head.seal.toString('hex') })), page: info }
    },
  }
}

const fromMessage = ({ workspaceId, from = new Date(0), to = new Date(0) }: RequestSpanMessage): RequestSpan => ({
  ...{ workspaceId, from, to },
})
