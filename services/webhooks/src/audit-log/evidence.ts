import type { Evidence } from '@plinth/kit/db'

/** Tables of the audit log by month, whose rows are only ever inserted, and go with their month (events.md §5). */
export const monthly = [
  { table: 'audit_entry', key: ['created_at', 'id'] },
  { table: 'audit_seal', key: ['month', 'position'] },
].map((one) => ({
  ...one,
  ...{ withheld: ['UPDATE', 'DELETE', 'TRUNCATE'] as const, refusal: 'audit_refuse_change' },
})) satisfies readonly Evidence[]

/** All that the role of the service cannot change. Heads move until their day ends, and go with their month: their trigger decides. */
export const evidence: readonly Evidence[] = [
  ...monthly,
  {
    table: 'audit_head',
    key: ['day', 'month'],
    withheld: ['UPDATE', 'TRUNCATE'],
    columns: ['position', 'seal', 'entry_id', 'sealed_at', 'reported_at', 'next_report_at', 'logged_at'],
    refusal: 'audit_head_keep',
  },
]
