import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { LazyPage } from '../../shell/lazy-page.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useCurrentInView } from '../../ui/use-current-in-view.ts'
import type { TabProps } from './tab-props.ts'
import { tabs } from './tabs.ts'

export function Page({ workspaceId, tab = '' }: { workspaceId: string; tab?: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['workspaces', 'one', workspaceId],
    queryFn: ({ signal }) =>
      client.workspaces.get(workspaceId, { include: ['owner', 'tags', 'metadata'] }, { signal, workspaceId }),
  })
  // The tabs come with the workspace.
  const bar = useCurrentInView(`${tab} ${data?.id}`)
  const failure = error !== null && <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) {
    return failure === false ? (
      <Loading />
    ) : (
      <>
        <PageHead title={words.workspace.title} />
        {failure}
      </>
    )
  }
  const shown = tabs.find(({ name }) => name === tab)
  return (
    <>
      <PageHead title={visible(data.name)}>
        <StatusBadge status={data.status} />
      </PageHead>
      {failure}
      {data.status === 'suspended' && (
        <p class="notice" role="status">
          {words.workspace.suspendedNotice}
        </p>
      )}
      <nav ref={bar} class="tabs" aria-label={words.workspace.tabs}>
        {tabs.map(({ name, title }) => (
          <Link
            key={name}
            href={`/workspaces/${workspaceId}${name === '' ? '' : `/${name}`}`}
            aria-current={name === tab ? 'page' : undefined}
          >
            {title()}
          </Link>
        ))}
      </nav>
      {shown === undefined ? (
        <Empty title={words.shell.notFound} />
      ) : (
        <LazyPage key={shown.name} entry={shown} params={{ workspace: data } satisfies TabProps} />
      )}
    </>
  )
}
