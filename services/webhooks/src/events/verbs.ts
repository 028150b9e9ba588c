import type { Database, Page, Queryable } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { hiddenEventTypes, readerWorkspace } from '../access.ts'
import { fail } from '../errors.ts'
import type { EventDelivery, RecordedEvent } from './event.ts'
import { listEvents } from './list-store.ts'
import { type EventScope, findDeliveries, findEvent } from './store.ts'

/** The events of its workspace that a caller sees. */
export const scopeOf = (ctx: CallContext): EventScope => ({
  namespaceId: ctx.namespaceId,
  hiddenTypes: hiddenEventTypes(ctx),
})

/** One event of the workspace, and of the namespace in context where one is named, with its first deliveries. */
export async function getEvent(
  db: Queryable,
  ctx: CallContext,
  id: string,
): Promise<{ event: RecordedEvent; deliveries: EventDelivery[]; count: number }> {
  const event = await readEvent(db, ctx, id)
  return { event, ...(await findDeliveries(db, readerWorkspace(ctx), id)) }
}

/** One event without its deliveries, within the same bounds. */
export async function readEvent(db: Queryable, ctx: CallContext, id: string): Promise<RecordedEvent> {
  const event = await findEvent(db, readerWorkspace(ctx), scopeOf(ctx), id)
  if (event === undefined) throw fail.eventNotFound()
  return event
}

/** The events of the workspace, newest first. */
export async function eventsPage(
  database: Database,
  ctx: CallContext,
  query: ListQuery | undefined,
): Promise<Page<RecordedEvent>> {
  const workspaceId = readerWorkspace(ctx)
  return listEvents(database, workspaceId, scopeOf(ctx), query)
}
