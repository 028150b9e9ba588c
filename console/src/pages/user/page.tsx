import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { allows } from '../../api/scopes.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { None } from '../../ui/none.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { tierText } from '../../ui/tiers.ts'
import { ChangeUser } from './change-user.tsx'
import { ChangeUserStatus } from './change-user-status.tsx'
import { Memberships } from './memberships.tsx'

const forms = { change: ChangeUser, status: ChangeUserStatus }

/** A user: who it is, and what it belongs to. */
export function Page({ userId }: { userId: string }) {
  const { user: text, users } = words
  const session = useSigned()
  const [opened, setOpened] = useState<keyof typeof forms>()
  const { data, error, refetch } = useQuery({
    queryKey: ['users', 'one', userId],
    queryFn: ({ signal }) => client.users.get(userId, undefined, { signal }),
  })
  const isOwn = session.actor.id === userId
  const mayChange = allows(session, 'write:users') && (session.isOperator || isOwn)
  const Form = opened && forms[opened]
  return (
    <>
      <PageHead title={data === undefined ? text.title : visible(data.name)}>
        {data !== undefined && <StatusBadge status={data.status} />}
        <Link href="/users">{text.all}</Link>
      </PageHead>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <>
          {data.status === 'suspended' && <p class="notice">{text.suspendedNotice}</p>}
          <Facts
            facts={[
              [users.id, <IdText id={data.id} name={users.id} />],
              [users.email, visible(data.email)],
              [
                users.verified,
                data.email_verified_at === null ? text.unverified : <Moment at={data.email_verified_at} />,
              ],
              [text.pending, data.pending_email === null ? <None /> : visible(data.pending_email)],
              [text.tier, tierText(data.tier)],
              [users.created, <Moment at={data.created_at} />],
            ]}
          />
          {mayChange && (
            <div class="buttons">
              {session.isOperator && (
                <button
                  type="button"
                  class={data.status === 'active' ? 'danger' : ''}
                  onClick={() => setOpened('status')}
                >
                  {data.status === 'active' ? text.suspend : text.reactivate}
                </button>
              )}
              <button type="button" class="primary" onClick={() => setOpened('change')}>
                {text.change}
              </button>
            </div>
          )}
          {(session.isOperator || isOwn) && <Memberships userId={userId} />}
          {Form !== undefined && <Form user={data} onClose={() => setOpened(undefined)} />}
        </>
      )}
    </>
  )
}
