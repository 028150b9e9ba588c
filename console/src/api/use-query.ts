import { notifyManager, QueryObserver, type QueryObserverOptions, type QueryObserverResult } from '@tanstack/query-core'
import { useEffect, useReducer, useState } from 'preact/hooks'
import { queries } from './query-cache.ts'

/** A query of the cache, followed while the component is shown. Components with the same key share one call. */
export function useQuery<T>(options: QueryObserverOptions<T>): QueryObserverResult<T> {
  const [observer] = useState(() => new QueryObserver<T>(queries, options))
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0)
  useEffect(() => observer.subscribe(notifyManager.batchCalls(() => redraw())), [observer])
  useEffect(() => observer.setOptions(options))
  return observer.getOptimisticResult(queries.defaultQueryOptions(options))
}
