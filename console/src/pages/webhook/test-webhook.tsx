import { useState } from 'preact/hooks'
import { reload } from '../../api/query-cache.ts'
import type { WebhookTest } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import { nameOf } from '../webhooks/health.tsx'
import type { WebhookFormProps } from './webhook-query.ts'

/** Sends a ping, says what came of it, and stays for another one. */
export function TestWebhook({ webhook, onClose }: WebhookFormProps) {
  const { webhook: text } = words
  const { id, workspace_id: workspaceId } = webhook
  const [result, setResult] = useState<WebhookTest>()
  return (
    <FormDialog
      title={text.pingTitle(nameOf(webhook))}
      submit={text.ping}
      write={(options) => (client) => client.webhooks.test(id, { ...options, workspaceId })}
      content={id}
      onClose={onClose}
      onDone={(tested) => {
        setResult(tested)
        void reload('webhooks', workspaceId)
      }}
    >
      <p>{text.pingText}</p>
      {result !== undefined && <Result result={result} />}
    </FormDialog>
  )
}

function Result({ result: { success, status_code: status, response_time_ms: ms, error } }: { result: WebhookTest }) {
  const { webhook: text } = words
  const time = ms.toLocaleString(locale)
  return (
    <div class={success ? 'notice' : 'failure'} role="status">
      <strong>{status === null ? text.pingFailed(time) : text.pingOk(String(status), time)}</strong>
      {error !== undefined && <p>{visible(error)}</p>}
    </div>
  )
}
