import type { Tx } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { newId } from '@plinth/kit/ids'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { memberAdded, namespaceCreated, workspaceCreated } from '../events.ts'
import { defaultNamespace, personalNamespace } from '../namespaces/namespace.ts'
import { type Founding, foundWorkspaces } from './founding-store.ts'
import { holdMakers, type Maker, toMakers } from './makers-store.ts'
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
  const [at, , rows = []] = await Promise.all([tx.time(), ...holdMakers(makersOf([asked])).map((one) => tx.query(one))])
  const founding = newFounding(asked, settings, at, toMakers(rows))
  foundWorkspaces(tx, [founding])
  tell(tx, founding)
  return founding.workspace
}

/** The users among those who ask: each makes one workspace at a time. */
export const makersOf = (asked: readonly CreateWorkspace[]): string[] =>
  asked.filter(({ caller }) => !caller.isOperator).map(({ caller }) => caller.userId)

/** As createWorkspace, for several at once: each is made or refused by itself. The makers are held. */
export async function createWorkspaces(
  tx: Tx,
  asked: readonly CreateWorkspace[],
  settings: WorkspaceSettings,
  makers: ReadonlyMap<string, Maker>,
): Promise<(Workspace | PlinthError)[]> {
  const at = await tx.time()
  const results = asked.map((one) => {
    try {
      return newFounding(one, settings, at, makers)
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

function newFounding(
  { caller, wanted }: CreateWorkspace,
  settings: WorkspaceSettings,
  at: Date,
  makers: ReadonlyMap<string, Maker>,
): Founding {
  const { clock } = settings
  const ownerId = ownerOf(caller, wanted.ownerId)
  const draft = newWorkspace({ ...wanted, settings: parseSettings(wanted.settingsJson) }, openTiers(caller, settings))
  if (!caller.isOperator) countIn(makers.get(caller.userId), settings.workspacesPerUser)
  const id = newId('wks', clock)
  return {
    workspace: { ...draft, id, status: 'active', ...made(at) },
    isSlugWanted: wanted.slug !== '',
    ownerId,
    madeBy: caller.isOperator ? undefined : caller.userId,
    namespace: defaultNamespace(newId('ns', clock), id),
    personal: personalNamespace(newId('ns', clock), ownerId),
  }
}

/** One more of this maker's; the next one asked for in the same transaction sees it. */
function countIn(maker: Maker | undefined, max: number): void {
  if (maker === undefined) throw new Error('a workspace is made by a user who is not held')
  if (maker.isSuspended) throw fail.suspended()
  if (maker.made >= max) throw fail.tooManyWorkspaces(max)
  maker.made++
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
  if (ownerId === '') throw fail.invalid({ owner_id: ['An operator must name the owner.'] })
  if (ownerId !== caller.userId && !caller.isOperator) throw fail.operatorsOnly()
  return ownerId
}
