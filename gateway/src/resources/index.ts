import type { Operation } from '../operation/operation.ts'
import { apiKeys } from './api-keys.ts'
import { batches } from './batches.ts'
import { namespaceBoosts, workspaceBoosts } from './boosts.ts'
import { catalog, features, packages } from './catalog.ts'
import { deliveries } from './deliveries.ts'
import { entitlements } from './entitlements.ts'
import { eventTypes } from './event-types.ts'
import { events } from './events.ts'
import { foreignKeys } from './foreign-keys.ts'
import { invitations } from './invitations.ts'
import { keyReports } from './key-reports.ts'
import { members } from './members.ts'
import { namespaces } from './namespaces.ts'
import { operatorKeys } from './operator-keys.ts'
import { namespacePackages, workspacePackages } from './packages.ts'
import { replays } from './replays.ts'
import { usage } from './usage.ts'
import { usageRecords } from './usage-records.ts'
import { userLife } from './user-life.ts'
import { users } from './users.ts'
import { webhookStats } from './webhook-stats.ts'
import { webhooks } from './webhooks.ts'
import { workspaces } from './workspaces.ts'

/** Everything the API answers. */
export const operations: readonly Operation[] = [
  ...[workspaces, foreignKeys, members, invitations, namespaces, users, userLife, apiKeys, keyReports, usage, batches],
  ...[operatorKeys],
  ...[features, packages, catalog, namespacePackages, workspacePackages, namespaceBoosts, workspaceBoosts],
  ...[entitlements, usageRecords],
  ...[webhooks, webhookStats, deliveries, replays, events, eventTypes],
].flatMap((resource) => Object.values(resource))
