import type {
  ReconcileUsageResponse_Balance as BalanceMessage,
  EntitlementLogEntry,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { ReconciledBalance } from './reconciliation-store.ts'
import type { LogEntry } from './store.ts'

export const toLogEntry = (entry: LogEntry): EntitlementLogEntry => ({
  id: entry.id,
  action: entry.action,
  feature: entry.feature,
  subjectId: entry.subject_id,
  actorId: entry.actor_id,
  changeJson: JSON.stringify(entry.change),
  createdAt: entry.created_at,
})

export const toBalance = (balance: ReconciledBalance): BalanceMessage => ({ ...balance })
