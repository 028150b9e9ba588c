import type { Tx } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { newId } from '@plinth/kit/ids'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { memberAdded, namespaceCreated, workspaceCreated } from '../events.ts'
import { defaultNamespace, personalNamespace } from '../namespaces/namespace.ts'
import { type Founding, foundWorkspaces } from './founding-store.ts'
import { parseSettings } from './settings.ts'
import { openTiers, type WorkspaceSettings } from './verbs.ts'
import { newWorkspace, type Workspace, type WorkspaceDraft } from './workspace.ts'

export interface WantedWorkspace extends Omit<WorkspaceDraft, 'settings'> {
  /** One JSON object; empty is {}. */
  settingsJson: string
  /** Empty: the caller. */
  ownerId: string
}

export interface CreateWorkspace {
  caller: Caller
  wanted: WantedWorkspace
}

/** The caller, or whom an operator names, becomes owner; the workspace gets its default namespace. */
export async function createWorkspace(tx: Tx, asked: CreateWorkspace, settings: WorkspaceSettings): Promise<Workspace> {
  const founding = newFounding(asked, settings, await tx.time())
  foundWorkspaces(tx, [founding])
  tell(tx, founding)
  return founding.workspace
}

/** As createWorkspace, for several at once: each is made or refused by itself. */
export async function createWorkspaces(
  tx: Tx,
  asked: readonly CreateWorkspace[],
  settings: WorkspaceSettings,
): Promise<(Workspace | PlinthError)[]> {
  const at = await tx.time()
  const results = asked.map((one) => {
    try {
      return newFounding(one, settings, at)
    } catch (thrown) {
      if (thrown instanceof PlinthError) return thrown
      throw thrown
    }
  })
  const foundings = results.filter((result): result is Founding => !(result instanceof PlinthError))
  if (foundings.length > 0) foundWorkspaces(tx, foundings)
  for (const founding of foundings) tell(tx, founding)
  return results.map((result) => (result instanceof PlinthError ? result : result.workspace))
}

function newFounding({ caller, wanted }: CreateWorkspace, settings: WorkspaceSettings, at: Date): Founding {
  const { clock } = settings
  const ownerId = ownerOf(caller, wanted.ownerId)
  const draft = newWorkspace({ ...wanted, settings: parseSettings(wanted.settingsJson) }, openTiers(caller, settings))
  const id = newId('wks', clock)
  return {
    workspace: { ...draft, id, status: 'active', ...made(at) },
    isSlugWanted: wanted.slug !== '',
    ownerId,
    namespace: defaultNamespace(newId('ns', clock), id),
    personal: personalNamespace(newId('ns', clock), ownerId),
  }
}

function tell(tx: Tx, { workspace, ownerId, namespace }: Founding): void {
  const since = made(workspace.createdAt)
  tx.emit(workspaceCreated(workspace))
  tx.emit(namespaceCreated({ ...namespace, ...since, isActive: true }, workspace.id))
  tx.emit(memberAdded({ ...since, workspaceId: workspace.id, userId: ownerId, role: 'owner' }))
}

const made = (at: Date) => ({ createdAt: at, updatedAt: at, version: 1 })

function ownerOf(caller: Caller, wantedId: string): string {
  const ownerId = wantedId || caller.userId
  if (ownerId === '') throw fail.invalid({ owner_id: ['An operator names the owner.'] })
  if (ownerId !== caller.userId && !caller.isOperator) throw fail.operatorsOnly()
  return ownerId
}
