import { Link } from 'wouter-preact'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useView } from '../../ui/use-view.ts'
import { ResendProgress } from '../deliveries/progress.tsx'
import { replaysField } from '../deliveries/replays-field.ts'
import { HealthBadge, nameOf } from '../webhooks/health.tsx'
import { Actions } from './actions.tsx'
import { Series } from './series.tsx'
import { StateText } from './state-text.tsx'
import { HealthFacts, SettingFacts } from './webhook-facts.tsx'
import { useWebhook } from './webhook-query.ts'

/** With the webhook, its last failure and its series, the page makes one call in two seconds. */
const replayEveryMs = 4_000
const fields = { replays: replaysField }

export function Page({ workspaceId, webhookId }: { workspaceId: string; webhookId: string }) {
  const { webhook: text } = words
  const [{ replays }, change] = useView(fields)
  const { data, error, refetch } = useWebhook(workspaceId, webhookId)
  const failure = error !== null && <Failure error={error} onRetry={() => void refetch()} />
  const back = (
    <nav class="back" aria-label={text.back}>
      <Link href={`/workspaces/${workspaceId}/webhooks`}>{text.back}</Link>
    </nav>
  )
  if (data === undefined) {
    return (
      <>
        {back}
        <PageHead title={text.title} />
        {failure || <Loading />}
      </>
    )
  }
  return (
    <>
      {back}
      <PageHead title={nameOf(data)}>
        <HealthBadge state={data.health.state} />
      </PageHead>
      {failure}
      <StateText webhook={data} />
      <Actions webhook={data} />
      {replays !== '' && (
        <ResendProgress
          key={replays}
          workspaceId={workspaceId}
          value={replays}
          names={new Map([[data.id, nameOf(data)]])}
          askEveryMs={replayEveryMs}
          onDismiss={() => change({ replays: '' })}
        />
      )}
      <div class="columns">
        <HealthFacts webhook={data} />
        <SettingFacts webhook={data} />
      </div>
      {data.kind === 'push' && <Series workspaceId={workspaceId} webhookId={webhookId} />}
    </>
  )
}
