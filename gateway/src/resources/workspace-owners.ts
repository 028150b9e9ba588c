import type { CallOptions } from '@plinth/kit/rpc'
import type { User } from '@plinth/proto/identity/v1/users.ts'
import type { Workspace } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { JsonObject } from '../operation/view.ts'
import type { Services } from '../services.ts'

export interface WithOwners {
  /** By workspace ID; absent if the request does not include them. */
  owners?: ReadonlyMap<string, User>
}

/** Reads the owner of each workspace, with one call to each service for all of them. */
export async function ownersOf(
  workspaces: readonly Workspace[],
  services: Services,
  ask: CallOptions,
): Promise<Map<string, User>> {
  if (workspaces.length === 0) return new Map()
  const workspaceIds = workspaces.map(({ id }) => id)
  const { owners } = await services.memberships.batchGetOwners({ workspaceIds }, ask)
  const { users } = await services.users.batchGetUsers({ ids: [...new Set(Object.values(owners))] }, ask)
  const byId = new Map(users.map((user) => [user.id, user]))
  return new Map(
    Object.entries(owners).flatMap(([workspaceId, userId]) => {
      const user = byId.get(userId)
      return user === undefined ? [] : [[workspaceId, user]]
    }),
  )
}

export function ownerView(owner: User | undefined): JsonObject | null {
  return owner === undefined ? null : { id: owner.id, name: owner.name, email: owner.email }
}
