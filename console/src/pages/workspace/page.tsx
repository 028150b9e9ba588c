import { Link, Redirect } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { allows } from '../../api/scopes.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { LazyPage } from '../../shell/lazy-page.tsx'
import { mayRead, refusalOf } from '../../shell/refusal.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useCurrentInView } from '../../ui/use-current-in-view.ts'
import type { TabProps, WholeTabProps } from './tab-props.ts'
import { tabs } from './tabs.ts'

interface PageProps {
  workspaceId: string
  tab?: string
}

export function Page(page: PageProps) {
  const mayReadWhole = allows(useSigned(), 'read:workspaces')
  return mayReadWhole ? <WholeWorkspace {...page} /> : <PartsAlone {...page} />
}

function WholeWorkspace({ workspaceId, tab = '' }: PageProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['workspaces', 'one', workspaceId],
    queryFn: ({ signal }) =>
      client.workspaces.get(workspaceId, { include: ['owner', 'tags', 'metadata'] }, { signal, workspaceId }),
  })
  const failure = error !== null && <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) {
    return (
      <>
        <PageHead title={words.workspace.title} />
        {failure || <Loading />}
      </>
    )
  }
  return (
    <>
      <PageHead title={visible(data.name)} part={titleOf(tab)}>
        <StatusBadge status={data.status} />
      </PageHead>
      {failure}
      {data.status === 'suspended' && (
        <p class="notice" role="status">
          {words.workspace.suspendedNotice}
        </p>
      )}
      <Tabs workspace={data} tab={tab} />
    </>
  )
}

/** For a key whose scopes do not include the workspace itself: the tabs that they do include. */
function PartsAlone({ workspaceId, tab = '' }: PageProps) {
  const session = useSigned()
  const first = tabs.find((one) => mayRead(session, one))
  if (tab === '' && first !== undefined) return <Redirect to={`/workspaces/${workspaceId}/${first.name}`} replace />
  return (
    <>
      <PageHead title={workspaceId} part={titleOf(tab)} />
      <Tabs workspace={{ id: workspaceId, name: workspaceId }} tab={tab} />
    </>
  )
}

const titleOf = (tab: string) => tabs.find(({ name }) => name === tab)?.title()

function Tabs({ workspace, tab }: (TabProps | WholeTabProps) & { tab: string }) {
  const session = useSigned()
  const bar = useCurrentInView(tab)
  const shown = tabs.find(({ name }) => name === tab)
  const refusal = shown && refusalOf(session, shown)
  return (
    <>
      <nav ref={bar} class="tabs" aria-label={words.workspace.tabs}>
        {tabs
          .filter((one) => mayRead(session, one))
          .map(({ name, title }) => (
            <Link
              key={name}
              href={`/workspaces/${workspace.id}${name === '' ? '' : `/${name}`}`}
              aria-current={name === tab ? 'page' : undefined}
            >
              {title()}
            </Link>
          ))}
      </nav>
      {shown === undefined ? (
        <Empty title={words.shell.notFound} />
      ) : refusal === undefined ? (
        <LazyPage key={shown.name} entry={shown} params={{ workspace }} />
      ) : (
        <Empty title={refusal} />
      )}
    </>
  )
}
