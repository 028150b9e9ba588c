import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import type { OperatorKey } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { List } from '../../ui/list.tsx'
import { visible } from '../../ui/outside-text.ts'
import { useView } from '../../ui/use-view.ts'
import { pageField } from '../../ui/view.ts'
import { keyColumns } from '../keys/key-columns.tsx'
import { CreateOperatorKey } from './create-operator-key.tsx'
import { RevokeOperatorKey } from './revoke-operator-key.tsx'

const fields = { page: pageField }

export function OperatorKeys() {
  const { access, keys } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [opened, setOpened] = useState<'create' | OperatorKey>()
  const query = useQuery({
    queryKey: ['operator-keys', view],
    queryFn: ({ signal }) => client.operatorKeys.list({ page: view.page, per_page: 25 }, { signal }),
    placeholderData: keepPreviousData,
  })
  const close = () => setOpened(undefined)
  const done = () => {
    void reload('operator-keys')
    close()
  }
  const revoke = (key: OperatorKey) => (
    <button type="button" aria-label={access.revokeTitle(visible(key.name))} onClick={() => setOpened(key)}>
      {keys.revoke}
    </button>
  )
  return (
    <section>
      <div class="bar">
        <div>
          <h2>{access.keys}</h2>
          <p class="muted">{access.keysText}</p>
        </div>
        {allows(session, 'write:api-keys') && (
          <button type="button" class="primary" onClick={() => setOpened('create')}>
            {access.createKey}
          </button>
        )}
      </div>
      <List
        caption={access.keys}
        query={query}
        columns={keyColumns()}
        actions={allows(session, 'delete:api-keys') ? revoke : undefined}
        onPage={(page) => change({ page })}
        empty={{ title: access.noKey, text: access.keysText }}
      />
      {opened === 'create' && <CreateOperatorKey onClose={close} onDone={done} />}
      {typeof opened === 'object' && <RevokeOperatorKey operatorKey={opened} onClose={close} onDone={done} />}
    </section>
  )
}
