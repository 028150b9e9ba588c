import { words } from '../../messages/index.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { WebhookList } from './webhook-list.tsx'

/** An operator's: the webhooks of every workspace. */
export function Page() {
  return (
    <>
      <PageHead title={words.webhooks.allTitle} />
      <WebhookList workspaceId={undefined} />
    </>
  )
}
