import { client } from '../../api/client.ts'
import { queries } from '../../api/query-cache.ts'
import type { EventType } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'

export type ListedType = Omit<EventType, 'json_schema' | 'data_schema' | 'example'>

const listed = ['name', 'description', 'is_emitted', 'is_deprecated', 'origin', 'group', 'feature'] as const
const staleTime = 60_000

const listOptions = {
  queryKey: ['event-types', 'list'],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<ListedType[]> =>
    client.eventTypes.all({ fields: listed, sort: ['name'] }, { signal }).toArray(),
  staleTime,
}

/** Every event type by name, without schemas and samples: those of a thousand types are megabytes. */
export const useEventTypes = () => useQuery<ListedType[]>(listOptions)

/** One event type with its schema and sample; null if there is none of this name. */
export const useEventType = (name: string) =>
  useQuery<EventType | null>({
    queryKey: ['event-types', 'one', name],
    queryFn: async ({ signal }) => {
      // No operation reads one type, so its place in the list finds it.
      const types = await queries.fetchQuery(listOptions)
      const at = types.findIndex((type) => type.name === name)
      if (at === -1) return null
      const { data } = await client.eventTypes.list({ page: at + 1, per_page: 1, sort: ['name'] }, { signal })
      return data.find((type) => type.name === name) ?? null
    },
    staleTime,
  })
