import type { Handlers } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { UsageServiceService as Usage } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { callerOf } from '../../caller.ts'
import { toUsageRecord } from '../balances/to-message.ts'
import { toLogEntry } from './to-message.ts'
import { type LedgerReader, listLog, listUsage, listWorkspaceLog, reconcile } from './verbs.ts'

export function ledgerRpc(
  deps: Omit<LedgerReader, 'caller'>,
): Pick<Handlers<typeof Usage>, 'listUsage' | 'listEntitlementLog' | 'reconcileUsage'> {
  const readerOf = (context: CallContext): LedgerReader => ({ ...deps, caller: callerOf(context) })
  return {
    listUsage: async ({ namespaceIdOrUuid, query }, { context }) => {
      const { rows, info } = await listUsage(readerOf(context), namespaceIdOrUuid, query)
      return { records: rows.map(toUsageRecord), page: info }
    },
    listEntitlementLog: async ({ namespaceIdOrUuid, workspaceIdOrSlug: workspace, query }, { context }) => {
      const by = readerOf(context)
      const { rows, info } = await (workspace === ''
        ? listLog(by, namespaceIdOrUuid, query)
        : listWorkspaceLog(by, workspace, query))
      return { entries: rows.map(toLogEntry), page: info }
    },
    reconcileUsage: async ({ namespaceIdOrUuid, feature }, { context }) => ({
      balances: await reconcile(readerOf(context), namespaceIdOrUuid, feature),
    }),
  }
}
