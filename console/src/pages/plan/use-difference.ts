import { useEffect, useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import type { PlanDifference } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { isSameEffect } from './difference.ts'
import type { PlanChange } from './plan-change.ts'

const quietMs = 250

export interface ShownDifference {
  /** Of exactly this change; undefined while it is worked out, or after a failure. */
  difference: PlanDifference | undefined
  /** It is there, and not being worked out once more. */
  isReady: boolean
  error: unknown
  /** The plan has changed after the difference was shown; what is shown now is the new one. */
  hasMoved: boolean
  retry: () => void
  /** Works the difference out once more. False: it is no more the one that was shown. */
  confirm: () => Promise<boolean>
}

/**
 * The effect of a change, by its dry run. Fields are typed letter by letter: the dry run is called once they are quiet. A
 * difference belongs to the change that it was asked for, so the fields of another change never stand beside it.
 */
export function useDifference(change: PlanChange | undefined): ShownDifference {
  const wanted = JSON.stringify(change?.content)
  const [quiet, setQuiet] = useState(wanted)
  const [movedFor, setMovedFor] = useState<string>()
  useEffect(() => {
    if (quiet === wanted) return
    const timer = setTimeout(() => setQuiet(wanted), quietMs)
    return () => clearTimeout(timer)
  }, [quiet, wanted])
  const query = useQuery({
    queryKey: ['difference', wanted],
    queryFn: ({ signal }) => {
      if (change === undefined) throw new Error('there is no change to show')
      return change.preview(client, signal)
    },
    enabled: change !== undefined && quiet === wanted,
    staleTime: 0,
    gcTime: 0,
  })
  const difference = query.error === null ? query.data : undefined
  return {
    difference,
    isReady: difference !== undefined && !query.isFetching,
    error: query.error,
    hasMoved: movedFor === wanted,
    retry: () => void query.refetch(),
    confirm: async () => {
      const shown = query.data
      const { data, error } = await query.refetch()
      if (error !== null || data === undefined || shown === undefined) return false
      const isSame = isSameEffect(shown, data)
      setMovedFor(isSame ? undefined : wanted)
      return isSame
    },
  }
}
