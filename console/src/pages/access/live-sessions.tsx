import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import type { LiveSession } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { List } from '../../ui/list.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { pageField } from '../../ui/view.ts'
import { CreateSignInLink } from './create-sign-in-link.tsx'
import { EndSession } from './end-session.tsx'

const fields = { sessions: pageField }

const columns = (own: string): Column<LiveSession>[] => {
  const { who, thisOne, key, workspace, started, lastUsed, ends } = words.access
  return [
    {
      title: who,
      mayBreak: true,
      cell: ({ id, actor }) => (
        <>
          {visible(actor.name) || actor.id} {id === own && <span class="muted">({thisOne})</span>}
        </>
      ),
    },
    {
      title: key,
      mayBreak: true,
      cell: (session) => (
        <>
          {visible(session.key.name)} <code class="whole">{session.key.prefix}…</code>
        </>
      ),
    },
    { title: workspace, mayBreak: true, cell: (session) => <code>{session.workspace_id ?? words.common.all}</code> },
    { title: started, cell: (session) => <Moment at={session.created_at} /> },
    { title: lastUsed, cell: (session) => <Moment at={session.last_used_at} /> },
    { title: ends, cell: (session) => <Moment at={session.expires_at} /> },
  ]
}

/** Sessions of this console that have not ended, of everybody. */
export function LiveSessions() {
  const { access } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [opened, setOpened] = useState<'link' | LiveSession>()
  const query = useQuery({
    queryKey: ['sessions', view],
    queryFn: ({ signal }) => client.sessions.list({ page: view.sessions, per_page: 25 }, { signal }),
    placeholderData: keepPreviousData,
  })
  const close = () => setOpened(undefined)
  const end = (one: LiveSession) =>
    one.id !== session.id && (
      <button type="button" aria-label={access.endTitle(visible(one.actor.name))} onClick={() => setOpened(one)}>
        {access.end}
      </button>
    )
  return (
    <section>
      <div class="bar">
        <div>
          <h2>{access.sessions}</h2>
          <p class="muted">{access.sessionsText}</p>
        </div>
        {allows(session, 'write:api-keys') && (
          <button type="button" onClick={() => setOpened('link')}>
            {access.createLink}
          </button>
        )}
      </div>
      <List
        caption={access.sessions}
        query={query}
        columns={columns(session.id)}
        actions={allows(session, 'delete:api-keys') ? end : undefined}
        onPage={(page) => change({ sessions: page })}
        empty={{ title: access.noSession, text: access.sessionsText }}
      />
      {opened === 'link' && <CreateSignInLink onClose={close} />}
      {typeof opened === 'object' && (
        <EndSession
          session={opened}
          onClose={close}
          onDone={() => {
            void reload('sessions')
            close()
          }}
        />
      )}
    </section>
  )
}
