import type { Queryable } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { readerWorkspace } from '../access.ts'
import { fail } from '../errors.ts'
import { dataOf } from '../events/event.ts'
import { readEvent } from '../events/verbs.ts'
import { type Explanation, explain } from './explain.ts'
import { filterMistakes, readFilter } from './filter.ts'
import { parseFilter } from './parse.ts'

export interface FilterQuestion {
  /** One JSON object. */
  filterJson: string
  /** The data of an event; without it, that of the event with `eventId`. */
  dataJson?: string | undefined
  eventId?: string | undefined
}

/** Says whether a filter takes an event, and why. An event that the caller may not read is not there. */
export async function testFilter(
  db: Queryable,
  ctx: CallContext,
  { filterJson, dataJson, eventId }: FilterQuestion,
): Promise<Explanation> {
  readerWorkspace(ctx)
  const filter = readFilter(filterJson)
  const read = parseFilter(filter)
  if ('faults' in read) throw fail.invalidFields(filterMistakes(filter))
  if (eventId !== undefined) return explain(read.rule, dataOf((await readEvent(db, ctx, eventId)).payload))
  if (dataJson === undefined) throw fail.invalidFields({ event: ['Give an event, or the event_id of one.'] })
  return explain(read.rule, JSON.parse(dataJson))
}
