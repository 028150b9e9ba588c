import type { EntitlementLogEntry } from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { LogEntry } from './store.ts'

export const toLogEntry = ({ change, ...entry }: LogEntry): EntitlementLogEntry => ({
  ...entry,
  changeJson: JSON.stringify(change),
})
