import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { Gateway } from '../context/gateway.ts'
import { type AuthorizedRequest, ReceivedRequest } from '../context/request-context.ts'
import { authenticate } from './authenticate.ts'
import { authorize, checkScope } from './authorize.ts'
import { findAccess } from './resolve-context.ts'

/** True while a new request like this open one would be let in, and would see the same. Rejects as a new one would be refused. */
export async function askAgain(request: AuthorizedRequest, gateway: Gateway): Promise<boolean> {
  const { req, res, requestId, ip, isIpKnown, path, params, operation, credential } = request
  const again: ReceivedRequest = {
    ...new ReceivedRequest(req, res),
    ...{ requestId, ip, isIpKnown, path, params, operation, credential },
  }
  await authenticate(again, gateway)
  authorize(again)
  checkScope(again, gateway)
  return isSame(request.access, await findAccess(again, gateway))
}

const isSame = (one?: ResolveAccessResponse, other?: ResolveAccessResponse): boolean =>
  one?.workspaceId === other?.workspaceId && one?.namespaceId === other?.namespaceId && one?.role === other?.role
