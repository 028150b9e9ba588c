import { type Database, type IdempotencyOptions, settle, type Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import {
  type CreateWorkspaceRequest,
  type CreateWorkspaceResponse,
  type Workspace as WorkspaceMessage,
  WorkspacesServiceService as Workspaces,
} from '@plinth/proto/tenancy/v1/workspaces.ts'
import { type ResolveAccess, toAccessMessage } from '../access/rpc.ts'
import { callerOf } from '../caller.ts'
import { foundingTurns } from './founding-turns.ts'
import { type CreateWorkspace, createWorkspace } from './founding-verbs.ts'
import { withFreshSlug } from './fresh-slug.ts'
import { parseSettings } from './settings.ts'
import * as verbs from './verbs.ts'
import type { Workspace } from './workspace.ts'

export function workspacesRpc(
  database: Database,
  write: Write,
  idempotency: IdempotencyOptions,
  settings: verbs.WorkspaceSettings,
  resolveAccess: ResolveAccess,
): Handlers<typeof Workspaces> {
  const getWorkspace = verbs.workspaceGetter(database)
  const takeTurn = foundingTurns(idempotency, settings, toCreated)
  const createAlone = write(Workspaces.createWorkspace, async (request, { context }, tx) =>
    toCreated(await createWorkspace(tx, toAsked(request, context), settings)),
  )
  return {
    createWorkspace: async (request, call) => {
      const outcome = await takeTurn({
        method: Workspaces.createWorkspace,
        call,
        entry: toAsked(request, call.context),
      })
      // Made by toCreated, or read by this method's own decoder.
      return outcome === undefined
        ? withFreshSlug(() => createAlone(request, call))
        : (settle(outcome) as CreateWorkspaceResponse)
    },
    getWorkspace: async ({ idOrSlug }, { context }) => ({
      workspace: toMessage(await getWorkspace(callerOf(context), idOrSlug)),
    }),
    batchGetWorkspaces: async ({ ids }, { context }) => ({
      workspaces: (await verbs.getWorkspaces(database, callerOf(context), ids)).map(toMessage),
    }),
    listWorkspaces: async ({ query }, { context }) => {
      const { rows, info } = await verbs.listWorkspaces(database, callerOf(context), query)
      return { workspaces: rows.map(toMessage), page: info }
    },
    updateWorkspace: write(Workspaces.updateWorkspace, async (request, { context }, tx) => {
      const { idOrSlug, settingsJson, tags, metadata, ...rest } = request
      const changes = {
        ...rest,
        settings: settingsJson === undefined ? undefined : parseSettings(settingsJson),
        tags: tags?.values,
        metadata: metadata?.values,
      }
      return { workspace: toMessage(await verbs.updateWorkspace(tx, callerOf(context), idOrSlug, changes, settings)) }
    }),
    deleteWorkspace: write(Workspaces.deleteWorkspace, async ({ idOrSlug }, { context }, tx) => {
      await verbs.deleteWorkspace(tx, callerOf(context), idOrSlug)
      return {}
    }),
    suspendWorkspace: write(Workspaces.suspendWorkspace, async ({ idOrSlug, reason }, { context }, tx) => ({
      workspace: toMessage(await verbs.setWorkspaceStatus(tx, callerOf(context), idOrSlug, 'suspended', reason)),
    })),
    reactivateWorkspace: write(Workspaces.reactivateWorkspace, async ({ idOrSlug, reason }, { context }, tx) => ({
      workspace: toMessage(await verbs.setWorkspaceStatus(tx, callerOf(context), idOrSlug, 'active', reason)),
    })),
    resolveAccess: async (request) => toAccessMessage(await resolveAccess(request)),
  }
}

const toAsked = (request: CreateWorkspaceRequest, context: CallContext): CreateWorkspace => ({
  caller: callerOf(context),
  wanted: request,
})

const toCreated = (workspace: Workspace): CreateWorkspaceResponse => ({ workspace: toMessage(workspace) })

const toMessage = (workspace: Workspace): WorkspaceMessage => ({
  id: workspace.id,
  name: workspace.name,
  slug: workspace.slug,
  tier: workspace.tier,
  status: workspace.status,
  settingsJson: JSON.stringify(workspace.settings),
  tags: [...workspace.tags],
  metadata: { ...workspace.metadata },
  foreignKeys: workspace.foreignKeys,
  createdAt: workspace.createdAt,
  updatedAt: workspace.updatedAt,
  version: workspace.version,
})
