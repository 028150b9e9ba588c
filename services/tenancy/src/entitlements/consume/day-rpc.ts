import { isPartitionMissing } from '@plinth/kit/db'
import type { Handler, MethodDefinition } from '@plinth/kit/rpc'

/** Makes the partitions of today and tomorrow: as this process knows them, at no cost once they are there, or as the database does. */
export type EnsureDay = (forDay: 'own' | 'database') => Promise<void>

/**
 * Makes today's partition before the transaction: that takes a connection of its own. A process that has slept for days does not know
 * the day until it has asked for the time; the call is then made again, with the day of the database.
 */
export function onceReady<M extends MethodDefinition>(ensureDay: EnsureDay, handler: Handler<M>): Handler<M> {
  return async (request, call) => {
    await ensureDay('own')
    try {
      return await handler(request, call)
    } catch (thrown) {
      if (!isPartitionMissing(thrown)) throw thrown
      await ensureDay('database')
      return handler(request, call)
    }
  }
}
