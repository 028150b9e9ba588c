import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import type { EventDelivery } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { deliveryPath } from '../deliveries/delivery-path.ts'
import { DeliveryStatus } from '../deliveries/delivery-status.tsx'
import { Attempts } from './attempts.tsx'

interface DeliveryProps {
  delivery: EventDelivery
  workspaceId: string
  isOpen: boolean
}

/** A delivery of an event; its attempts when it is open. */
export function DeliveryOfEvent({ delivery, workspaceId, isOpen }: DeliveryProps) {
  const { id, status, status_code: code, webhook_id: webhookId, attempts } = delivery
  const [isShown, setShown] = useState(isOpen && attempts > 0)
  const page = deliveryPath({ ...delivery, workspace_id: workspaceId })
  return (
    <li>
      <p>
        <Link href={page}>{id}</Link> <DeliveryStatus status={status} code={code} />
      </p>
      {attempts === 0 ? (
        <p class="muted">{words.request.noAttempt}</p>
      ) : (
        <details open={isShown} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
          <summary>{words.request.attempts(attempts)}</summary>
          {isShown && <Attempts {...{ id, webhookId, workspaceId, attempts, page }} />}
        </details>
      )}
    </li>
  )
}
