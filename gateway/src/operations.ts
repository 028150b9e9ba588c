import type { Operation } from './operation/operation.ts'
import { apiKeys } from './resources/api-keys.ts'
import { auditLog } from './resources/audit-log.ts'
import { batches } from './resources/batches.ts'
import { namespaceBoosts, workspaceBoosts } from './resources/boosts.ts'
import { catalog, features, packages } from './resources/catalog.ts'
import { deliveries } from './resources/deliveries.ts'
import { deliveryRetries } from './resources/delivery-retries.ts'
import { entitlementOverviews } from './resources/entitlement-overviews.ts'
import { entitlements } from './resources/entitlements.ts'
import { eventStreams } from './resources/event-stream.ts'
import { eventTypes } from './resources/event-types/event-types.ts'
import { events } from './resources/events.ts'
import { foreignKeys } from './resources/foreign-keys.ts'
import { invitations } from './resources/invitations.ts'
import { keyReports } from './resources/key-reports.ts'
import { members } from './resources/members.ts'
import { namespaces } from './resources/namespaces.ts'
import { operatorKeys } from './resources/operator-keys.ts'
import { overview } from './resources/overview.ts'
import { namespacePackages, workspacePackages } from './resources/packages.ts'
import { polling } from './resources/polling.ts'
import { publishing } from './resources/publishing.ts'
import { replays } from './resources/replays.ts'
import { requestLog } from './resources/request-log.ts'
import { requestStatistics } from './resources/request-statistics.ts'
import { search } from './resources/search.ts'
import { sessions } from './resources/sessions.ts'
import { signInLinks } from './resources/sign-in-links.ts'
import { usageRecords } from './resources/usage-records.ts'
import { usageSeries } from './resources/usage-series.ts'
import { userLifecycle } from './resources/user-lifecycle.ts'
import { userMemberships } from './resources/user-memberships.ts'
import { users } from './resources/users.ts'
import { webhookSeries } from './resources/webhook-series.ts'
import { webhookStats } from './resources/webhook-stats.ts'
import { webhooks } from './resources/webhooks.ts'
import { workspaces } from './resources/workspaces.ts'

/** Everything the API answers. */
export const operations: readonly Operation[] = [
  ...[
    workspaces,
    foreignKeys,
    members,
    invitations,
    namespaces,
    users,
    userLifecycle,
    userMemberships,
    apiKeys,
    keyReports,
    requestStatistics,
    requestLog,
    batches,
  ],
  ...[operatorKeys, sessions, signInLinks, search, overview],
  ...[features, packages, catalog, namespacePackages, workspacePackages, namespaceBoosts, workspaceBoosts],
  ...[entitlementOverviews, entitlements, usageRecords, usageSeries],
  ...[
    webhooks,
    polling,
    webhookStats,
    webhookSeries,
    deliveries,
    deliveryRetries,
    replays,
    events,
    eventStreams,
    publishing,
    eventTypes,
  ],
  ...[auditLog],
].flatMap((resource) => Object.values(resource))
