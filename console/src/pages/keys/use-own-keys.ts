import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import type { useSigned } from '../../shell/session-context.ts'

const none: ReadonlySet<string> = new Set()

/** IDs of the keys of the session's own user, of which a list of keys does not tell: the newest hundred. Operators have none. */
export function useOwnKeys(
  workspaceId: string,
  { isOperator, actor }: ReturnType<typeof useSigned>,
): ReadonlySet<string> {
  const { data = none } = useQuery({
    queryKey: ['keys', workspaceId, 'own'],
    queryFn: async ({ signal }) => {
      const asked = { user_id: actor.id, per_page: 100, sort: ['-created_at'] as const }
      const { data } = await client.apiKeys.list(asked, { signal, workspaceId })
      return new Set(data.map(({ id }) => id))
    },
    enabled: !isOperator,
  })
  return data
}
