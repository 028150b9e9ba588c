import { words } from '../../messages/index.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useView } from '../../ui/use-view.ts'
import { DeliveryList } from './delivery-list.tsx'
import { DeliveryFilters } from './filters.tsx'
import { fields } from './view.ts'
import { WebhookFilter } from './webhook-filter.tsx'

const noNames: ReadonlyMap<string, string> = new Map()

/** The deliveries of every workspace, for operators. Several at once are sent again in their workspace. */
export function Page() {
  const { deliveries: text } = words
  const [view, change] = useView(fields)
  return (
    <>
      <PageHead title={text.title} />
      <p class="muted">{text.ofAll}</p>
      <DeliveryFilters
        view={view}
        change={change}
        webhook={
          <WebhookFilter value={view.webhook_id} names={noNames} onChange={(webhook_id) => change({ webhook_id })} />
        }
      />
      <DeliveryList workspaceId={undefined} view={view} change={change} names={noNames} />
    </>
  )
}
