import { keepPreviousData } from '@tanstack/query-core'
import { useEffect, useState } from 'preact/hooks'
import { client } from '../api/client.ts'
import type { SearchResult } from '../api/sdk.ts'
import { useQuery } from '../api/use-query.ts'
import { withoutSecret } from '../ui/without-secret.ts'

const quietMs = 200
const lettersMin = 2

export interface Search {
  results: readonly SearchResult[]
  error: Error | null
  /** The results are not yet those of the text. */
  isPending: boolean
}

/** Results of the API for a text that is being typed, once the typing has paused. */
export function useSearch(text: string): Search {
  const typed = withoutSecret(text.trim())
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), quietMs)
    return () => clearTimeout(timer)
  }, [typed])
  const isAsked = asked.length >= lettersMin
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => client.search.find({ q: asked }, { signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  const isWanted = typed.length >= lettersMin
  return {
    results: isWanted && isAsked ? (data?.data ?? []) : [],
    error: isWanted ? error : null,
    isPending: isWanted && (typed !== asked || isPlaceholderData || (data === undefined && error === null)),
  }
}
