import type { Handlers } from '@plinth/kit/rpc'
import type {
  LoggedRequest as LoggedRequestMessage,
  RequestLogServiceService,
} from '@plinth/proto/tenancy/v1/request_log.ts'
import { callerOf } from '../caller.ts'
import type { LoggedRequest } from './logged-request.ts'
import { findLoggedRequests, listLoggedRequests, type RequestLogDeps, recordRequestLog } from './verbs.ts'

/** Noted by gateways, in no caller's name; read by the members of a workspace and by operators. */
export function requestLogRpc(deps: RequestLogDeps): Handlers<typeof RequestLogServiceService> {
  return {
    recordRequestLog: async ({ gatewayInstance, sequence, requests }) => ({
      isRepeat: await recordRequestLog(deps, { gatewayInstance, sequence, requests: requests.map(fromMessage) }),
    }),
    listLoggedRequests: async ({ query, allWorkspaces }, call) => {
      const { rows, info } = await listLoggedRequests(deps, callerOf(call.context), allWorkspaces, query)
      return { requests: rows.map(toMessage), page: info }
    },
    findLoggedRequests: async ({ requestId, query }, call) => {
      const { rows, info } = await findLoggedRequests(deps, callerOf(call.context), requestId, query)
      return { requests: rows.map(toMessage), page: info }
    },
  }
}

const fromMessage = ({ atMs, denial, ...rest }: LoggedRequestMessage): LoggedRequest => ({
  ...rest,
  createdAt: new Date(atMs),
  denial,
})

const toMessage = ({ createdAt, ...rest }: LoggedRequest): LoggedRequestMessage => ({
  ...rest,
  atMs: createdAt.getTime(),
})
