import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Conservation } from '../../ui/conservation.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Section } from '../../ui/section.tsx'

const everyMs = 2_000

/** Where the deliveries of the workspace are, live. */
export function Deliveries({ workspaceId }: { workspaceId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['webhooks', 'stats', workspaceId],
    queryFn: ({ signal }) => client.webhooks.stats({}, { signal, workspaceId }),
    refetchInterval: everyMs,
  })
  if (data === undefined && error === null) return null
  return (
    <Section title={words.conservation.title}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Conservation counts={data} />}
    </Section>
  )
}
