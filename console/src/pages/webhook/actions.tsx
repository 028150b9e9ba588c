import type { ComponentType } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { reload } from '../../api/query-cache.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { mayManage } from '../members/roles.ts'
import { DeleteWebhook } from './delete-webhook.tsx'
import { DisableWebhook } from './disable-webhook.tsx'
import { EditWebhook } from './edit-webhook.tsx'
import { EnableWebhook } from './enable-webhook.tsx'
import { ReplayDeliveries } from './replay-deliveries.tsx'
import { RotateSecret } from './rotate-secret.tsx'
import { TestWebhook } from './test-webhook.tsx'
import type { ShownWebhook, WebhookFormProps } from './webhook-query.ts'

const forms: Readonly<Record<string, ComponentType<WebhookFormProps>>> = {
  ping: TestWebhook,
  edit: EditWebhook,
  rotate: RotateSecret,
  enable: EnableWebhook,
  disable: DisableWebhook,
  replay: ReplayDeliveries,
  remove: DeleteWebhook,
}

export function Actions({ webhook }: { webhook: ShownWebhook }) {
  const { webhook: text } = words
  const session = useSigned()
  const [opened, setOpened] = useState<string>()
  const Form = opened === undefined ? undefined : forms[opened]
  const mayWrite = mayManage(session, 'write:webhooks')
  const isPushed = webhook.kind === 'push'
  const button = (form: keyof typeof text & keyof typeof forms, look = '') => (
    <button type="button" class={look} onClick={() => setOpened(form)}>
      {String(text[form])}
    </button>
  )
  return (
    <div class="actions">
      <Link href={`/workspaces/${webhook.workspace_id}/deliveries?webhook_id=${webhook.id}`}>{text.deliveries}</Link>
      {mayWrite && (
        <>
          {!webhook.is_active && button('enable', 'primary')}
          {isPushed && button('ping')}
          {button('edit')}
          {button('rotate')}
          {isPushed && button('replay')}
          {webhook.is_active && button('disable')}
        </>
      )}
      {mayManage(session, 'delete:webhooks') && button('remove', 'danger-text')}
      {Form !== undefined && (
        <Form
          webhook={webhook}
          onClose={() => setOpened(undefined)}
          onDone={() => {
            void reload('webhooks', webhook.workspace_id)
            setOpened(undefined)
          }}
        />
      )}
    </div>
  )
}
