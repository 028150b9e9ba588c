import { type CallContext, Principal, Role } from '@plinth/proto/common/v1/context.ts'
import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'

/** Bearer of a valid key, and the access to its own workspace. */
export interface Bearer {
  principal: Principal
  grant: AuthenticateResponse
  /** Absent for an operator. */
  home: ResolveAccessResponse | undefined
}

/** Caller and context, as the run of a record sees them. */
export interface Caller {
  principal: Principal
  /** Workspace of the call; undefined if none was named. */
  access: ResolveAccessResponse | undefined
}

/** Caller of an operation that needs no key. */
export const anonymous: Principal = Principal.decode(new Uint8Array())

/** Principal, address and request of a call. */
interface Asking {
  requestId: string
  ip?: string
  userAgent?: string
}

const noLimits: CallContext['planLimits'] = {}

/** @param caller Undefined without an authenticated one, and for calls that the gateway makes itself. */
export const contextOf = ({ requestId, ip = '', userAgent = '' }: Asking, caller?: Caller): CallContext => ({
  requestId,
  ip,
  userAgent,
  principal: caller?.principal,
  workspaceId: caller?.access?.workspaceId ?? '',
  namespaceId: caller?.access?.namespaceId ?? '',
  role: caller?.access?.role ?? Role.ROLE_UNSPECIFIED,
  planLimits: caller?.access?.planLimits ?? noLimits,
  ifMatchVersions: [],
})
