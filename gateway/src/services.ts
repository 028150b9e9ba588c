import type { Dial } from '@plinth/kit/part'
import { ApiKeysServiceService } from '@plinth/proto/identity/v1/api_keys.ts'
import { AuthenticationServiceService } from '@plinth/proto/identity/v1/authentication.ts'
import { KeyReportsServiceService } from '@plinth/proto/identity/v1/key_reports.ts'
import { OperatorKeysServiceService } from '@plinth/proto/identity/v1/operator_keys.ts'
import { OverviewServiceService as IdentityOverview } from '@plinth/proto/identity/v1/overview.ts'
import { SearchServiceService as IdentitySearch } from '@plinth/proto/identity/v1/search.ts'
import { SessionsServiceService } from '@plinth/proto/identity/v1/sessions.ts'
import { UsersServiceService } from '@plinth/proto/identity/v1/users.ts'
import { AnswersServiceService } from '@plinth/proto/tenancy/v1/answers.ts'
import { AssignmentsServiceService } from '@plinth/proto/tenancy/v1/assignments.ts'
import { BoostsServiceService } from '@plinth/proto/tenancy/v1/boosts.ts'
import { CatalogServiceService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { EntitlementsServiceService, UsageServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { ForeignKeysServiceService } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import { InvitationsServiceService } from '@plinth/proto/tenancy/v1/invitations.ts'
import { MembershipsServiceService, MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { OverviewServiceService as TenancyOverview } from '@plinth/proto/tenancy/v1/overview.ts'
import { PlanPreviewsServiceService } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { RequestLogServiceService } from '@plinth/proto/tenancy/v1/request_log.ts'
import { ReservationsServiceService } from '@plinth/proto/tenancy/v1/reservations.ts'
import { SearchServiceService as TenancySearch } from '@plinth/proto/tenancy/v1/search.ts'
import { StatisticsServiceService } from '@plinth/proto/tenancy/v1/statistics.ts'
import { UsageSeriesServiceService } from '@plinth/proto/tenancy/v1/usage_series.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { AuditLogServiceService } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { DeliveriesServiceService } from '@plinth/proto/webhooks/v1/deliveries.ts'
import { EndpointsServiceService } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { EventsServiceService } from '@plinth/proto/webhooks/v1/events.ts'
import { OverviewServiceService as WebhooksOverview } from '@plinth/proto/webhooks/v1/overview.ts'
import { PollingServiceService } from '@plinth/proto/webhooks/v1/polling.ts'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { ReplaysServiceService } from '@plinth/proto/webhooks/v1/replays.ts'
import { SearchServiceService as WebhooksSearch } from '@plinth/proto/webhooks/v1/search.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'

export type Services = ReturnType<typeof dialServices>

/** Clients of all services. */
export function dialServices(dial: Dial) {
  return {
    authentication: dial('identity', AuthenticationServiceService),
    users: dial('identity', UsersServiceService),
    apiKeys: dial('identity', ApiKeysServiceService),
    operatorKeys: dial('identity', OperatorKeysServiceService),
    sessions: dial('identity', SessionsServiceService),
    keyReports: dial('identity', KeyReportsServiceService),
    identitySearch: dial('identity', IdentitySearch),
    identityOverview: dial('identity', IdentityOverview),
    workspaces: dial('tenancy', WorkspacesServiceService),
    memberships: dial('tenancy', MembershipsServiceService),
    members: dial('tenancy', MembersServiceService),
    invitations: dial('tenancy', InvitationsServiceService),
    namespaces: dial('tenancy', NamespacesServiceService),
    catalog: dial('tenancy', CatalogServiceService),
    assignments: dial('tenancy', AssignmentsServiceService),
    boosts: dial('tenancy', BoostsServiceService),
    entitlements: dial('tenancy', EntitlementsServiceService),
    usage: dial('tenancy', UsageServiceService),
    reservations: dial('tenancy', ReservationsServiceService),
    answers: dial('tenancy', AnswersServiceService),
    foreignKeys: dial('tenancy', ForeignKeysServiceService),
    usageSeries: dial('tenancy', UsageSeriesServiceService),
    planPreviews: dial('tenancy', PlanPreviewsServiceService),
    statistics: dial('tenancy', StatisticsServiceService),
    requestLog: dial('tenancy', RequestLogServiceService),
    tenancySearch: dial('tenancy', TenancySearch),
    tenancyOverview: dial('tenancy', TenancyOverview),
    endpoints: dial('webhooks', EndpointsServiceService),
    deliveries: dial('webhooks', DeliveriesServiceService),
    events: dial('webhooks', EventsServiceService),
    polling: dial('webhooks', PollingServiceService),
    publishing: dial('webhooks', PublishingServiceService),
    replays: dial('webhooks', ReplaysServiceService),
    stats: dial('webhooks', StatsServiceService),
    webhooksSearch: dial('webhooks', WebhooksSearch),
    webhooksOverview: dial('webhooks', WebhooksOverview),
    auditLog: dial('webhooks', AuditLogServiceService),
  }
}
