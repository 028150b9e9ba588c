import { useState } from 'preact/hooks'
import { allows } from '../../api/scopes.ts'
import type { AuditEntry } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { IdText } from '../../ui/id-text.tsx'
import { visible } from '../../ui/outside-text.ts'
import { Differences } from '../audit/differences.tsx'
import { Deliveries } from './deliveries.tsx'

interface ChangeProps {
  id: string
  /** Undefined for those who may not read the audit log. */
  entry: AuditEntry | undefined
  /** An endpoint can get it. */
  isEvent: boolean
  /** Of the call; a workspace that it made is in the entry. */
  workspaceId: string | null
  isOpen: boolean
  isFirst: boolean
}

/** One change: what it was before and after, its event, and who was told. */
export function Change({ id, entry, isEvent, workspaceId, isOpen, isFirst }: ChangeProps) {
  const { request: text } = words
  const session = useSigned()
  const [isShown, setShown] = useState(isOpen)
  const of = entry?.workspace_id ?? workspaceId
  return (
    <li>
      <details open={isShown} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
        <summary>
          <strong>{entry?.action ?? id}</strong> {entry && visible(entry.target.name ?? '')}
        </summary>
        {entry?.target.id != null && <IdText id={entry.target.id} name={entry.target.type} />}
        {entry !== undefined && <Differences changes={entry.changes} />}
        {!isEvent && <p class="muted">{text.withoutEvent}</p>}
        {isEvent && isShown && of !== null && allows(session, 'read:webhooks') && (
          <Deliveries eventId={id} workspaceId={of} isFirst={isFirst} />
        )}
        {isEvent && !allows(session, 'read:webhooks') && <p class="muted">{text.notAllowed}</p>}
      </details>
    </li>
  )
}
