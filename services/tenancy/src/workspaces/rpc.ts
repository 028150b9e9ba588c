import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import {
  type Workspace as WorkspaceMessage,
  WorkspacesServiceService as Workspaces,
} from '@plinth/proto/tenancy/v1/workspaces.ts'
import { callerOf } from '../caller.ts'
import { parseSettings } from '../fields/settings.ts'
import * as verbs from './verbs.ts'
import type { Workspace } from './workspace.ts'

export function workspacesRpc(
  database: Database,
  write: Write,
  settings: verbs.WorkspaceSettings,
): Omit<Handlers<typeof Workspaces>, 'resolveAccess'> {
  const getWorkspace = verbs.workspaceGetter(database)
  const create = write(Workspaces.createWorkspace, async (request, { context }, tx) => ({
    workspace: toMessage(await verbs.createWorkspace(tx, callerOf(context), request, settings)),
  }))
  return {
    createWorkspace: (request, call) => verbs.createWithFreshSlug(() => create(request, call)),
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
  }
}

const toMessage = (workspace: Workspace): WorkspaceMessage => ({
  ...workspace,
  settingsJson: JSON.stringify(workspace.settings),
  tags: [...workspace.tags],
  metadata: { ...workspace.metadata },
})
