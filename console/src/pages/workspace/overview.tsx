import { useState } from 'preact/hooks'
import { allows } from '../../api/scopes.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Facts } from '../../ui/facts.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { tierText } from '../../ui/tiers.ts'
import { ChangeStatus } from './change-status.tsx'
import { Deliveries } from './deliveries.tsx'
import type { WholeTabProps } from './tab-props.ts'

export function Overview({ workspace }: WholeTabProps) {
  const { workspace: text, workspaces } = words
  const session = useSigned()
  const [isChanging, setChanging] = useState(false)
  const { id, slug, tier, owner, status, tags = [], metadata = {}, created_at, updated_at } = workspace
  const verb = status === 'active' ? 'suspend' : 'reactivate'
  const ownerId = owner && <IdText id={owner.id} name={`${workspaces.owner} ${text.id}`} />
  return (
    <>
      <Facts
        facts={[
          [text.id, <IdText id={id} name={text.id} />],
          [workspaces.slug, <IdText id={slug} name={workspaces.slug} />],
          [workspaces.tier, tierText(tier)],
          [
            workspaces.owner,
            owner == null ? (
              <span class="muted">{text.noOwner}</span>
            ) : (
              <>
                {visible(owner.name)} · {visible(owner.email)} {ownerId}
              </>
            ),
          ],
          [workspaces.created, <Moment at={created_at} />],
          [text.updated, <Moment at={updated_at} />],
          ...(tags.length === 0 ? [] : [[text.tags, visible(tags.join(', '))] as const]),
          ...Object.entries(metadata).map(([name, value]) => [visible(name), visible(value)] as const),
        ]}
      />
      {allows(session, 'read:webhooks') && <Deliveries workspaceId={id} />}
      {session.isOperator && allows(session, 'write:workspaces') && (
        <div class="buttons">
          <button type="button" class={verb === 'suspend' ? 'danger' : ''} onClick={() => setChanging(true)}>
            {text[verb]}
          </button>
        </div>
      )}
      {isChanging && <ChangeStatus workspace={workspace} verb={verb} onClose={() => setChanging(false)} />}
    </>
  )
}
