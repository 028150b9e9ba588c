import { after } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import type { Env } from '@plinth/kit/config'
import { setTestClock } from '@plinth/kit/db'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { MembershipsServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import {
  type CreateWorkspaceRequest,
  type UpdateWorkspaceRequest,
  type Workspace,
  WorkspacesServiceService,
} from '@plinth/proto/tenancy/v1/workspaces.ts'
import { make, startPart } from '@plinth/testkit'
import { tenancy } from '../src/index.ts'

// Registered on import, so that it belongs to the file and not to the hook that starts the part.
const stops: (() => Promise<void>)[] = []
after(async () => {
  for (const stop of stops) await stop()
})

/** When tests begin, whenever they are run: no hour, day or month turns but by their own travels. */
export const beginning = new Date('2026-05-20T12:10:00Z')

/** The tenancy service on a database of its own, and short ways to what tests need first. */
export async function startTenancy(env: Env = {}, clock = new SystemClock()) {
  const offsetMs = beginning.getTime() - Date.now()
  clock.setOffset(offsetMs)
  const part = await startPart(tenancy, { env, clock })
  stops.push(part.stop)
  const workspaces = part.dial('tenancy', WorkspacesServiceService)

  const create = async (context: CallContext, fields: Partial<CreateWorkspaceRequest> = {}): Promise<Workspace> =>
    given((await workspaces.createWorkspace(wanted(fields), { context })).workspace)
  /** Events about a workspace that wait in the outbox, oldest first. */
  const eventsOf = async (workspaceId: string) => {
    const rows = await part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox ORDER BY id' })
    return rows
      .map(({ payload }) => Event.decode(payload))
      .filter((event) => event.workspaceId === workspaceId)
      .map(({ type, objectId, attributesJson }) => ({
        type,
        objectId,
        attributes: JSON.parse(Buffer.from(attributesJson).toString()) as Record<string, unknown>,
      }))
  }
  /** Puts a user into a workspace. */
  const join = (workspaceId: string, userId: string, role: string) =>
    part.database.query({
      text: 'INSERT INTO membership (workspace_id, user_id, role) VALUES ($1, $2, $3)',
      values: [workspaceId, userId, role],
    })
  const setClocks = async (toMs: number) => {
    await setTestClock(part.database, toMs)
    clock.setOffset(toMs)
  }
  return {
    part,
    workspaces,
    memberships: part.dial('tenancy', MembershipsServiceService),
    create,
    update: async (context: CallContext, idOrSlug: string, changes: Partial<UpdateWorkspaceRequest>) =>
      given((await workspaces.updateWorkspace(changing(idOrSlug, changes), { context })).workspace),
    get: async (context: CallContext, idOrSlug: string) =>
      given((await workspaces.getWorkspace({ idOrSlug }, { context })).workspace),
    eventsOf,
    join,
    now: () => clock.now(),
    /** Moves the database's clock and the process's: from now on it is that much later than without travels. */
    travel: (ms: number) => setClocks(offsetMs + ms),
    /** Moves both clocks to a moment; they go on from there. */
    travelTo: (moment: Date) => setClocks(moment.getTime() - Date.now()),
  }
}

/** A caller with a key and no workspace in context. */
export const asUser = (userId: string = make.id('usr'), fields: Partial<CallContext> = {}): CallContext =>
  make.context({ principal: make.principal({ userId }), workspaceId: '', role: Role.ROLE_UNSPECIFIED, ...fields })

export const asOperator = (fields: Partial<CallContext> = {}): CallContext =>
  make.context({ principal: make.operator(), workspaceId: '', role: Role.ROLE_UNSPECIFIED, ...fields })

export const wanted = (fields: Partial<CreateWorkspaceRequest> = {}): CreateWorkspaceRequest => ({
  name: make.name(),
  slug: '',
  tier: '',
  settingsJson: '',
  tags: [],
  metadata: {},
  ownerId: '',
  foreignKeys: '',
  ...fields,
})

export const changing = (idOrSlug: string, changes: Partial<UpdateWorkspaceRequest>): UpdateWorkspaceRequest => ({
  idOrSlug,
  name: undefined,
  slug: undefined,
  tier: undefined,
  settingsJson: undefined,
  ...changes,
})

export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the answer is empty')
  return value
}
