import { PlinthError } from '@plinth/kit/errors'
import type { Expose } from '@plinth/kit/part'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { ForeignKeysServiceService as ForeignKeys } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import { MembershipsServiceService as Memberships } from '@plinth/proto/tenancy/v1/members.ts'
import { OverviewServiceService as Overview } from '@plinth/proto/tenancy/v1/overview.ts'
import { RequestLogServiceService as RequestLog } from '@plinth/proto/tenancy/v1/request_log.ts'
import { SearchServiceService as Search } from '@plinth/proto/tenancy/v1/search.ts'
import { StatisticsServiceService as Statistics } from '@plinth/proto/tenancy/v1/statistics.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { exposeAnswers } from './answers.ts'
import { exposePlans } from './plans.ts'
import { foreignKey, loggedRequest, page, usageTotals, userMembership, workspace } from './rows.ts'
import type { Script } from './script.ts'

const [jane, joe, stranger] = ['usr_jane', 'usr_joe', 'usr_stranger']
const active = { status: 'active', foreignKeys: 'refuse' }

/** Nothing limits the rate in those of the enterprise tier; wks_other lets keys of other workspaces act. */
const places = [
  { ...active, id: 'wks_home', slug: 'acme', tier: 'enterprise', members: [jane, joe] },
  { ...active, id: 'wks_other', slug: 'other', tier: 'business', members: [jane], foreignKeys: 'allow' },
  { ...active, id: 'wks_private', slug: 'private', tier: 'business', members: [jane] },
  // Its members come one at a time, as a hundred thousand do elsewhere.
  { ...active, id: 'wks_crowd', slug: 'crowd', tier: 'enterprise', members: [joe, stranger] },
  { ...active, id: 'wks_suspended', slug: 'late', tier: 'enterprise', members: [jane], status: 'suspended' },
  { ...active, id: 'wks_foreign', slug: 'foreign', tier: 'free', members: [stranger] },
]

export function exposeTenancy(expose: Expose, script: Script): void {
  const { answering } = script
  exposeAnswers(expose, script)
  exposePlans(expose, script)
  expose(Statistics, {
    recordRequests: answering(Statistics.recordRequests, () => ({ isRepeat: false })),
    getStatistics: answering(Statistics.getStatistics, () => ({ totals: usageTotals, groups: [] })),
  })
  expose(RequestLog, {
    recordRequestLog: answering(RequestLog.recordRequestLog, () => ({ isRepeat: false })),
    listLoggedRequests: answering(RequestLog.listLoggedRequests, () => ({ requests: [loggedRequest], page })),
    findLoggedRequests: answering(RequestLog.findLoggedRequests, () => ({ requests: [loggedRequest], page })),
  })
  expose(Search, {
    searchTenancy: answering(Search.searchTenancy, () => ({
      results: [{ type: 'workspace', id: 'wks_home', name: 'Acme', workspaceId: 'wks_home', isExact: true }],
    })),
  })
  const near = { ownerId: 'ns_1', ownerName: 'Main', workspaceId: 'wks_home', feature: 'storage', used: 90, limit: 100 }
  expose(Overview, {
    getTenancyOverview: answering(Overview.getTenancyOverview, () => ({
      ...{ version: '1.0.0', success1h: 7, limited1h: 1, errors1h: 2, denials24h: 3, nearLimit: [near] },
    })),
  })
  expose(ForeignKeys, {
    recordForeignKeys: answering(ForeignKeys.recordForeignKeys, () => ({})),
    listForeignKeys: answering(ForeignKeys.listForeignKeys, () => ({ foreignKeys: [foreignKey], page })),
  })
  expose(Workspaces, {
    createWorkspace: answering(Workspaces.createWorkspace, ({ name }) => ({ workspace: { ...workspace, name } })),
    getWorkspace: answering(Workspaces.getWorkspace, () => ({ workspace })),
    batchGetWorkspaces: answering(Workspaces.batchGetWorkspaces, () => ({ workspaces: [workspace] })),
    listWorkspaces: answering(Workspaces.listWorkspaces, () => ({ workspaces: [workspace], page })),
    updateWorkspace: answering(Workspaces.updateWorkspace, () => ({ workspace: { ...workspace, version: 4 } })),
    deleteWorkspace: answering(Workspaces.deleteWorkspace, () => ({})),
    suspendWorkspace: answering(Workspaces.suspendWorkspace, () => ({ workspace })),
    reactivateWorkspace: answering(Workspaces.reactivateWorkspace, () => ({ workspace })),
    resolveAccess: answering(Workspaces.resolveAccess, ({ userId, workspaceIdOrSlug: named, namespaceId, ...key }) => {
      const place = places.find(({ id, slug }) => named === id || named === slug)
      const isOpen =
        ['', place?.id].includes(key.keyWorkspaceId) || (key.allWorkspaces && place?.foreignKeys === 'allow')
      if (place === undefined || (userId !== '' && !place.members.includes(userId)) || !isOpen) {
        throw new PlinthError('RESOURCE_NOT_FOUND', `no workspace ${named} for ${userId}`)
      }
      const role = userId === '' ? Role.ROLE_UNSPECIFIED : Role.ROLE_OWNER
      const namespace = { namespaceId, namespaceUuid: '' }
      return {
        workspaceId: place.id,
        ...namespace,
        role,
        tier: place.tier,
        status: place.status,
        planLimits: {},
        ...script.access,
      }
    }),
  })
  expose(Memberships, {
    listMemberIds: answering(Memberships.listMemberIds, ({ after }, { context }) => {
      const { id, members = [] } = places.find(({ id }) => id === context.workspaceId) ?? {}
      if (id !== 'wks_crowd') return { userIds: members, nextAfter: '' }
      const [next = ''] = members.filter((one) => one > after)
      return { userIds: [next], nextAfter: next === members.at(-1) ? '' : next }
    }),
    listUserWorkspaceIds: answering(Memberships.listUserWorkspaceIds, ({ userId }) => ({
      workspaceIds: places.filter(({ members }) => members.includes(userId)).map(({ id }) => id),
    })),
    listUserMemberships: answering(Memberships.listUserMemberships, () => ({ memberships: [userMembership], page })),
    batchGetOwners: answering(Memberships.batchGetOwners, () => ({ owners: { wks_home: 'usr_joe' } })),
    endUser: answering(Memberships.endUser, () => ({})),
    checkUserVisibility: answering(Memberships.checkUserVisibility, ({ userId }) => ({
      isVisible: userId === 'usr_joe',
    })),
  })
}
