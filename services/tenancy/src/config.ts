import { tiers } from '@plinth/kit/access/tiers'
import { type ConfigOf, integer, list } from '@plinth/kit/config'
import { z } from 'zod'

export type TenancyConfig = ConfigOf<typeof tenancyConfig>

export const tenancyConfig = {
  selfServiceTiers: list('TENANCY_SELF_SERVICE_TIERS', {
    doc: 'Tiers that users can choose for their workspaces. Only operators can set the other tiers.',
    part: z.enum(tiers, { error: `must be tiers (${tiers.join(', ')}), separated by commas` }),
    default: ['free'],
  }),
  workspacesPerUser: integer('TENANCY_WORKSPACES_PER_USER', {
    doc: 'Maximum number of workspaces that a user can create. Deleted workspaces and those created by operators do not count.',
    default: 10,
    min: 1,
    max: 1_000_000,
  }),
  ledgerDays: integer('TENANCY_LEDGER_DAYS', {
    doc: 'Time for which single usage records, changes of plans, and packages and boosts that have ended are kept. Afterwards only the sum of the records for each balance is kept.',
    unit: 'days',
    default: 400,
    // A rolling window of 365 days also counts records of the day before its first day.
    min: 367,
    max: 36_500,
  }),
  deletedDays: integer('TENANCY_DELETED_DAYS', {
    doc: 'Time for which deleted workspaces and namespaces, with their members and balances, stay in the database. No call can read them.',
    unit: 'days',
    default: 30,
    min: 1,
    max: 3_650,
  }),
  requestLogDays: integer('TENANCY_REQUEST_LOG_DAYS', {
    doc: 'Time for which single calls of the API are kept. Days are removed whole.',
    unit: 'days',
    default: 7,
    min: 1,
    max: 400,
  }),
}
