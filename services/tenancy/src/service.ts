import { idempotentWrites } from '@plinth/kit/db'
import type { PartDeps, Running } from '@plinth/kit/part'
import { MembershipsServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { accessResolver } from './access/verbs.ts'
import type { TenancyConfig } from './config.ts'
import { membershipsRpc } from './memberships/rpc.ts'
import { workspacesRpc } from './workspaces/rpc.ts'

/** Puts tenancy together and serves it. */
export async function startTenancy({ config, infra, expose }: PartDeps<TenancyConfig>): Promise<Running> {
  const { clock, log, secrets } = infra
  const database = infra.database()
  const write = idempotentWrites({ database, secrets, log })
  const resolveAccess = accessResolver(database, clock)
  expose(WorkspacesServiceService, workspacesRpc(database, write, { ...config, clock }, resolveAccess))
  expose(MembershipsServiceService, membershipsRpc(database))
  return { ready: () => database.ready(), stop: async () => undefined }
}
