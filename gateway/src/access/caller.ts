import { type CallContext, Principal, Role } from '@plinth/proto/common/v1/context.ts'
import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'

/** The bearer of a valid key, and what its own workspace allows. */
export interface Bearer {
  principal: Principal
  grant: AuthenticateResponse
  /** Absent for an operator. */
  home: ResolveAccessResponse | undefined
}

/** Who calls, and where; what a record's run sees. */
export interface Caller {
  principal: Principal
  /** The workspace the call acts in; undefined when none was named. */
  access: ResolveAccessResponse | undefined
}

/** Who calls where no key is needed. */
export const anonymous: Principal = Principal.decode(new Uint8Array())

const noLimits: CallContext['planLimits'] = {}

export function contextOf(requestId: string, { principal, access }: Caller): CallContext {
  return {
    requestId,
    principal,
    workspaceId: access?.workspaceId ?? '',
    namespaceId: access?.namespaceId ?? '',
    role: access?.role ?? Role.ROLE_UNSPECIFIED,
    planLimits: access?.planLimits ?? noLimits,
  }
}

/** For calls before, or without, an authenticated caller. */
export const bareContext = (requestId: string): CallContext => ({
  requestId,
  workspaceId: '',
  namespaceId: '',
  role: Role.ROLE_UNSPECIFIED,
  planLimits: noLimits,
})
