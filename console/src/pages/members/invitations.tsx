import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import type { Invitation } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { List } from '../../ui/list.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { pageField } from '../../ui/view.ts'
import { Invite } from './invite.tsx'
import { mayManage, roleText } from './roles.ts'

const fields = { invitations: pageField }

const columns = (): Column<Invitation>[] => {
  const { email, role, invitedBy, operator, expires, user } = words.members
  return [
    { title: email, mayBreak: true, cell: (row) => visible(row.email) },
    { title: role, cell: (row) => roleText(row.role) },
    {
      title: invitedBy,
      cell: ({ invited_by: id }) => (id === null ? operator : <IdText id={id} name={user} />),
    },
    { title: expires, cell: (row) => <Moment at={row.expires_at} /> },
  ]
}

export function Invitations({ workspaceId }: { workspaceId: string }) {
  const { members: text } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [opened, setOpened] = useState<'invite' | Invitation>()
  const query = useQuery({
    queryKey: ['invitations', workspaceId, view],
    queryFn: ({ signal }) =>
      client.invitations.list(workspaceId, { page: view.invitations, per_page: 25 }, { signal, workspaceId }),
    placeholderData: keepPreviousData,
  })
  const mayInvite = mayManage(session, 'write:workspaces')
  const mayRevoke = mayManage(session, 'delete:workspaces')
  const close = () => setOpened(undefined)
  const done = () => {
    void reload('invitations', workspaceId)
    close()
  }
  const revoke = (row: Invitation) => (
    <button type="button" aria-label={text.revokeTitle(visible(row.email))} onClick={() => setOpened(row)}>
      {text.revoke}
    </button>
  )
  return (
    <section>
      <div class="bar">
        <h2>{text.invitations}</h2>
        {mayInvite && (
          <button type="button" class="primary" onClick={() => setOpened('invite')}>
            {text.invite}
          </button>
        )}
      </div>
      <List
        caption={text.invitations}
        query={query}
        columns={columns()}
        actions={mayRevoke ? revoke : undefined}
        onPage={(page) => change({ invitations: page })}
        empty={{ title: text.noInvitation }}
      />
      {opened === 'invite' && <Invite workspaceId={workspaceId} onClose={close} onDone={done} />}
      {typeof opened === 'object' && (
        <FormDialog
          title={text.revokeTitle(visible(opened.email))}
          submit={text.revoke}
          isDanger
          done={text.revoked(visible(opened.email))}
          write={(options) => (caller) => caller.invitations.delete(workspaceId, opened.id, options)}
          content={opened.id}
          onClose={close}
          onDone={done}
        >
          <p>{text.revokeText}</p>
        </FormDialog>
      )}
    </section>
  )
}
