import { useState } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { reload } from '../../api/query-cache.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { mayManage } from '../members/roles.ts'
import type { TabProps } from '../workspace/tab-props.ts'
import { CreateWebhook } from './create-webhook.tsx'
import { WebhookList } from './webhook-list.tsx'

/** The webhooks of a workspace. */
export function Webhooks({ workspace }: TabProps) {
  const session = useSigned()
  const [, navigate] = useLocation()
  const [isCreating, setCreating] = useState(false)
  return (
    <>
      <WebhookList workspaceId={workspace.id}>
        <Link href="/event-types">{words.eventTypes.title}</Link>
        {mayManage(session, 'write:webhooks') && (
          <button type="button" class="primary" onClick={() => setCreating(true)}>
            {words.webhooks.create}
          </button>
        )}
      </WebhookList>
      {isCreating && (
        <CreateWebhook
          workspaceId={workspace.id}
          onClose={() => setCreating(false)}
          onDone={(id) => {
            void reload('webhooks', workspace.id)
            navigate(`/workspaces/${workspace.id}/webhooks/${id}`)
          }}
        />
      )}
    </>
  )
}
