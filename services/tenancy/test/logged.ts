import { randomUUID } from 'node:crypto'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type Filter, Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type LoggedRequest, RequestLogServiceService } from '@plinth/proto/tenancy/v1/request_log.ts'
import { make } from '@plinth/testkit'
import { asUser, type startTenancy } from './tenancy.ts'

type Tenancy = Awaited<ReturnType<typeof startTenancy>>

export const equals = (filters: Record<string, string>): Filter[] =>
  Object.entries(filters).map(([field, value]) => ({ field, operator: Filter_Operator.OPERATOR_EQUALS, value }))

/** Short ways to the request log of a tenancy service. */
export function requestLogOf(tenancy: Tenancy) {
  const service = tenancy.part.dial('tenancy', RequestLogServiceService)
  const call = (workspaceId: string, fields: Partial<LoggedRequest> = {}): LoggedRequest => ({
    ...{ id: '', requestId: make.id('req'), atMs: tenancy.now().getTime(), method: 'PATCH', path: '/workspaces/wks_1' },
    ...{ operation: 'workspaces.update', status: 200, code: '', durationMs: 7, keyId: 'key_1', sessionId: '' },
    ...{ userId: 'usr_1', actorType: 'user', actorName: 'Ada', namespaceId: '', isReplayed: false, limitedBy: '' },
    ...{ omitted: 0, denial: undefined },
    ...fields,
    workspaceId,
  })
  const query = (fields: Partial<ListQuery> = {}): ListQuery => ({
    ...{ page: 0, perPage: 100, cursor: '', filters: [], sort: [] },
    ...fields,
  })
  const memberOf = (workspaceId: string): CallContext => asUser(make.id('usr'), { workspaceId })
  return {
    service,
    call,
    query,
    memberOf,
    record: (requests: LoggedRequest[], gatewayInstance: string = randomUUID(), sequence = 1) =>
      service.recordRequestLog({ gatewayInstance, sequence, requests }),
    list: async (context: CallContext, filters: Record<string, string> = {}, allWorkspaces = false) =>
      (await service.listLoggedRequests({ query: query({ filters: equals(filters) }), allWorkspaces }, { context }))
        .requests,
    find: async (context: CallContext, requestId: string) =>
      (await service.findLoggedRequests({ requestId, query: query() }, { context })).requests,
  }
}
