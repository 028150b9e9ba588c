import type { CallOptions } from '@plinth/kit/rpc'
import type { User } from '@plinth/proto/identity/v1/users.ts'
import { type Namespace, OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import type { Workspace } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { JsonObject } from '../operation/view.ts'
import type { Services } from '../services.ts'

export interface WithRelations {
  /** Absent if the request does not include them. */
  users?: ReadonlyMap<string, User>
  workspaces?: ReadonlyMap<string, Workspace>
}

type Related = Pick<Namespace, 'ownerType' | 'ownerId' | 'workspaceId'>

/** Reads the owners and paying workspaces of many namespaces with one call to each service. */
export async function relationsOf(
  namespaces: readonly Related[],
  includes: ReadonlySet<string>,
  services: Services,
  ask: CallOptions,
): Promise<WithRelations> {
  const owners = includes.has('owner') ? namespaces : []
  const payers = includes.has('workspace') ? namespaces : []
  const userIds = owners.filter((one) => one.ownerType === OwnerType.OWNER_TYPE_USER).map(({ ownerId }) => ownerId)
  const workspaceIds = [
    ...owners.filter((one) => one.ownerType === OwnerType.OWNER_TYPE_WORKSPACE).map(({ ownerId }) => ownerId),
    ...payers.map(({ workspaceId }) => workspaceId).filter((id) => id !== ''),
  ]
  const [users, workspaces] = await Promise.all([
    usersOf([...new Set(userIds)], services, ask),
    workspacesOf([...new Set(workspaceIds)], services, ask),
  ])
  return { users: byId(users), workspaces: byId(workspaces) }
}

/** Returns null for a workspace that the caller cannot see: the owner of a namespace may have left the paying workspace. */
export function workspaceView(id: string, { workspaces }: WithRelations): JsonObject | null {
  const workspace = workspaces?.get(id)
  return workspace === undefined ? null : { id: workspace.id, name: workspace.name, slug: workspace.slug }
}

export function ownerView(
  { ownerId, ownerType }: Omit<Related, 'workspaceId'>,
  relations: WithRelations,
): JsonObject | null {
  if (ownerType !== OwnerType.OWNER_TYPE_USER) return workspaceView(ownerId, relations)
  const user = relations.users?.get(ownerId)
  return user === undefined ? null : { id: user.id, name: user.name, email: user.email }
}

const usersOf = async (ids: string[], services: Services, ask: CallOptions): Promise<User[]> =>
  ids.length === 0 ? [] : (await services.users.batchGetUsers({ ids }, ask)).users

const workspacesOf = async (ids: string[], services: Services, ask: CallOptions): Promise<Workspace[]> =>
  ids.length === 0 ? [] : (await services.workspaces.batchGetWorkspaces({ ids }, ask)).workspaces

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))
