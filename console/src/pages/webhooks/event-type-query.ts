import { client } from '../../api/client.ts'
import { queries } from '../../api/query-cache.ts'
import type { EventType } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'

export type ListedType = Omit<EventType, 'json_schema' | 'data_schema' | 'example'>

const listed = ['name', 'description', 'is_emitted', 'is_deprecated', 'origin', 'group', 'feature'] as const
const staleTime = 60_000

const listOptions = {
  queryKey: ['event-types', 'list'],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<ListedType[]> =>
    (await client.eventTypes.all({ fields: listed, sort: ['name'] }, { signal }).toArray()).map(described),
  staleTime,
}

/** Every event type by name, without schemas and samples: those of a thousand types are megabytes. */
export const useEventTypes = () => useQuery<ListedType[]>(listOptions)

/** One event type with its schema and sample; null if there is none of this name. */
export const useEventType = (name: string) =>
  useQuery<EventType | null>({
    queryKey: ['event-types', 'one', name],
    queryFn: async ({ signal }) => {
      // No operation reads one type, so its place in the list finds it. Types that came meanwhile move it.
      for (const freshMs of [staleTime, 0]) {
        const types = await queries.fetchQuery({ ...listOptions, staleTime: freshMs })
        const page = types.findIndex((type) => type.name === name) + 1
        if (page === 0) continue
        const { data } = await client.eventTypes.list({ page, per_page: 1, sort: ['name'] }, { signal })
        const [found] = data
        if (found?.name === name) return described(found)
      }
      return null
    },
    staleTime,
  })

/** With the description of one of Plinth's own types in the words of the page. */
function described<Type extends ListedType>(type: Type): Type {
  const { origin, name, description } = type
  return { ...type, description: (origin === 'plinth' && words.eventTypes.descriptions[name]) || description }
}
