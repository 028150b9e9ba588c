import { type CommittedRow, composedAnswers, dayPartitions, idempotentWrites } from '@plinth/kit/db'
import { allOwners, announceOwnerChanges } from '@plinth/kit/owner-changes'
import type { PartDeps, Running } from '@plinth/kit/part'
import { AnswersServiceService } from '@plinth/proto/tenancy/v1/answers.ts'
import { AssignmentsServiceService } from '@plinth/proto/tenancy/v1/assignments.ts'
import { BoostsServiceService } from '@plinth/proto/tenancy/v1/boosts.ts'
import { CatalogServiceService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { EntitlementsServiceService, UsageServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { ForeignKeysServiceService } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import { InvitationsServiceService } from '@plinth/proto/tenancy/v1/invitations.ts'
import { MembershipsServiceService, MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { OverviewServiceService } from '@plinth/proto/tenancy/v1/overview.ts'
import { PlanPreviewsServiceService } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { RequestLogServiceService } from '@plinth/proto/tenancy/v1/request_log.ts'
import { ReservationsServiceService } from '@plinth/proto/tenancy/v1/reservations.ts'
import { SearchServiceService } from '@plinth/proto/tenancy/v1/search.ts'
import { StatisticsServiceService } from '@plinth/proto/tenancy/v1/statistics.ts'
import { UsageSeriesServiceService } from '@plinth/proto/tenancy/v1/usage_series.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { accessRpc } from './access/rpc.ts'
import { accessResolver } from './access/verbs.ts'
import { boostsRpc } from './boosts/rpc.ts'
import { catalogId } from './catalog/catalog.ts'
import { catalogRpc } from './catalog/rpc.ts'
import { catalogReader, makeFirstCatalog } from './catalog/verbs.ts'
import type { TenancyConfig } from './config.ts'
import { deletedUsersRpc } from './deleted-users/rpc.ts'
import { checkPlans, type PlanQuestion } from './entitlements/check/plan-verbs.ts'
import { checkRpc } from './entitlements/check/rpc.ts'
import { checker } from './entitlements/check/verbs.ts'
import { groupCommit } from './entitlements/consume/group-commit.ts'
import { consumeRpc } from './entitlements/consume/rpc.ts'
import { ensureDayBy, startLedgerRetention } from './entitlements/ledger/retention.ts'
import { ledgerRpc } from './entitlements/ledger/rpc.ts'
import { planLoader } from './entitlements/plan/loader.ts'
import { startReservationExpiry } from './entitlements/reservations/expiry.ts'
import { reservationsRpc } from './entitlements/reservations/rpc.ts'
import { usageSeriesRpc } from './entitlements/series/rpc.ts'
import { foreignKeysRpc } from './foreign-keys/rpc.ts'
import { forgetTenants } from './forget-tenants.ts'
import { followIdentity } from './identity-events/follow-identity.ts'
import { invitationsRpc } from './invitations/rpc.ts'
import { startEndingPayments } from './jobs/payments-end.ts'
import { startExpiry } from './jobs/plan-expiry.ts'
import { startRetention } from './jobs/retention.ts'
import { startEmitting } from './jobs/user-events.ts'
import { startEmittingUpdates } from './jobs/user-updates.ts'
import { startCopying } from './jobs/workspace-copies.ts'
import { membershipsRpc, membersRpc } from './members/rpc.ts'
import { namespacesRpc } from './namespaces/rpc.ts'
import { overviewRpc } from './overview/rpc.ts'
import { countOwn, planLimitOf } from './own-limits/verbs.ts'
import { assignmentsRpc } from './packages/rpc.ts'
import { planPreviewsRpc } from './plan-previews/rpc.ts'
import { startRequestLogRetention } from './request-log/retention.ts'
import { requestLogRpc } from './request-log/rpc.ts'
import { startStatisticsRetention } from './request-statistics/retention.ts'
import { statisticsRpc } from './request-statistics/rpc.ts'
import { startCompaction } from './row-counts/compact.ts'
import { searchRpc } from './search/rpc.ts'
import { workspacesRpc } from './workspaces/rpc.ts'

/** Puts tenancy together and serves it. */
export async function startTenancy({ config, infra, expose }: PartDeps<TenancyConfig>): Promise<Running> {
  const { bus, clock, log, secrets } = infra
  const changes = announceOwnerChanges({ bus, clock })
  const database = infra.database()
  database.onCommitted((rows, touchedIds) => changes.announce([...touchedIds, ...rows.flatMap(changedOwners)]))
  const idempotency = { database, secrets, log }
  const write = idempotentWrites(idempotency)
  const readCatalog = catalogReader()
  const adding = { clock, planLimit: planLimitOf(readCatalog) }
  const resolveAccess = accessResolver(database, clock, readCatalog)
  expose(WorkspacesServiceService, {
    ...workspacesRpc(database, write, { ...config, clock }),
    ...accessRpc(resolveAccess),
  })
  expose(MembershipsServiceService, { ...membershipsRpc(database), ...deletedUsersRpc(write) })
  expose(MembersServiceService, membersRpc(database, write, adding))
  expose(InvitationsServiceService, invitationsRpc(database, write, adding))
  expose(NamespacesServiceService, namespacesRpc(database, write, adding))
  const keepAnswer = composedAnswers(AnswersServiceService.keepAnswer, idempotency, ({ answer }) => answer.length > 0)
  expose(AnswersServiceService, { keepAnswer: ({ answer }, call) => keepAnswer({ answer }, call) })
  await makeFirstCatalog(database, clock)
  expose(CatalogServiceService, catalogRpc(database, write, clock))
  expose(AssignmentsServiceService, assignmentsRpc(database, write, clock))
  expose(BoostsServiceService, boostsRpc(database, write, clock))
  expose(PlanPreviewsServiceService, planPreviewsRpc({ database, readCatalog, countOwn, clock }))
  const partitions = dayPartitions(database, 'usage_record')
  const load = planLoader(database, readCatalog)
  const commit = groupCommit(idempotency)
  const consuming = { write, clock, readCatalog, load, commit, ensureDay: ensureDayBy(partitions, clock) }
  const ofPlans = (questions: readonly PlanQuestion[]) => checkPlans(database, readCatalog, questions)
  expose(EntitlementsServiceService, checkRpc(checker({ database, readCatalog, load, countOwn }), write, ofPlans))
  expose(UsageServiceService, { ...consumeRpc(consuming), ...ledgerRpc({ database, clock, readCatalog }) })
  expose(UsageSeriesServiceService, usageSeriesRpc({ database, readCatalog, load }))
  expose(ReservationsServiceService, reservationsRpc(consuming))
  const counted = { database, partitions: dayPartitions(database, 'request_count') }
  expose(ForeignKeysServiceService, foreignKeysRpc(database))
  expose(StatisticsServiceService, statisticsRpc({ ...counted, clock }))
  const logged = { database, partitions: dayPartitions(database, 'request_log'), requestLogDays: config.requestLogDays }
  expose(RequestLogServiceService, requestLogRpc({ ...logged, clock }))
  expose(SearchServiceService, searchRpc(database))
  expose(OverviewServiceService, overviewRpc({ database, readCatalog }, infra.version))
  const retention = await startStatisticsRetention({ ...counted, log })
  const jobs = [
    startExpiry({ database, clock, log }),
    startCompaction({ database, log }),
    startCopying({ database, log }),
    startEmitting({ database, log }),
    startEmittingUpdates({ database, log }),
    startEndingPayments({ database, log }),
    startReservationExpiry({ database, log }),
    startRetention({ ...config, database, log }),
    await startLedgerRetention({ database, log, partitions, ledgerDays: config.ledgerDays }),
    await startRequestLogRetention({ ...logged, log }),
  ]
  const following = await followIdentity({ database, bus, log })
  return {
    ready: () => database.ready(),
    reset: () => forgetTenants(database),
    stop: async () => {
      await following.stop()
      changes.stop()
      for (const job of jobs) await job.stop()
      await retention.stop()
    },
  }
}

// The catalogue has no owner: it changes the plans of all owners.
const changedOwners = ({ about }: CommittedRow) => about.map((id) => (id === catalogId ? allOwners : id))
