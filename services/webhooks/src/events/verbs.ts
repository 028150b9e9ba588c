import type { Database, Page } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { hiddenEventTypes, readerWorkspace } from '../access.ts'
import { fail } from '../errors.ts'
import { type EventScope, findEvent, listEvents, type RecordedEvent } from './store.ts'

const scopeOf = (ctx: CallContext): EventScope => ({ namespaceId: ctx.namespaceId, hiddenTypes: hiddenEventTypes(ctx) })

/** One event of the workspace, and of the namespace in context where one is named. */
export async function getEvent(database: Database, ctx: CallContext, id: string): Promise<RecordedEvent> {
  const event = await findEvent(database, readerWorkspace(ctx), scopeOf(ctx), id)
  if (event === undefined) throw fail.eventNotFound()
  return event
}

/** The events of the workspace, newest first. */
export async function eventsPage(
  database: Database,
  ctx: CallContext,
  query: ListQuery | undefined,
): Promise<Page<RecordedEvent>> {
  return listEvents(database, readerWorkspace(ctx), scopeOf(ctx), query)
}
