import { client } from '../../api/client.ts'
import { allows } from '../../api/scopes.ts'
import { useQuery } from '../../api/use-query.ts'
import { useSigned } from '../../shell/session-context.ts'

const dayMs = 86_400_000

/** Requests of the last 24 hours by the ID of the key, in one call for all. Undefined: not known, or not for this session. */
export function useKeyUse(workspaceId: string): ReadonlyMap<string, number> | undefined {
  const { data } = useQuery({
    queryKey: ['keys', workspaceId, 'use'],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.now() - dayMs).toISOString()
      const { groups } = await client.usage.get({ from, group_by: 'key' }, { signal, workspaceId })
      return new Map((groups ?? []).map(({ group, totals }) => [group, totals.requests]))
    },
    enabled: allows(useSigned(), 'read:usage'),
  })
  return data
}
