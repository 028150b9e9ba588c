import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { NotFoundError } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { CursorPager } from '../../ui/pager.tsx'
import { useView } from '../../ui/use-view.ts'
import { cursorField } from '../../ui/view.ts'
import { FindRequest } from '../requests/find-request.tsx'
import { Call } from './call.tsx'
import { timeOfRequestId } from './id-time.ts'
import { maySoonAppear, NotRecorded } from './not-recorded.tsx'

const fields = { cursor: cursorField }
const callsMax = 20

/** The thread of a request: each call with the ID, what it changed, the events of that, their deliveries and attempts. */
export function Page({ requestId }: { requestId: string }) {
  const { request: text, requests } = words
  const [{ cursor }, change] = useView(fields)
  const made = timeOfRequestId(requestId)
  const { data, error, refetch } = useQuery({
    queryKey: ['requests', 'one', requestId, cursor],
    queryFn: ({ signal }) => client.requests.listById(requestId, { cursor, per_page: callsMax }, { signal }),
    // A page of an ID that was pasted at once fills by itself.
    refetchInterval: ({ state }) => (state.error instanceof NotFoundError && maySoonAppear(made) ? 2_000 : false),
  })
  const calls = data?.data ?? []
  const next = data !== undefined && 'next_cursor' in data.meta ? (data.meta.next_cursor ?? undefined) : undefined
  return (
    <>
      <PageHead title={text.title} part={visible(requestId)}>
        <IdText id={requestId} name={requests.find} />
        <Link href="/requests">{text.all}</Link>
      </PageHead>
      {error instanceof NotFoundError && (
        <>
          <NotRecorded made={made} />
          <FindRequest />
        </>
      )}
      {error !== null && !(error instanceof NotFoundError) && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {(calls.length > 1 || cursor !== '') && (
        <p class="notice" role="status">
          {text.shared(calls.length.toLocaleString(locale) + (next === undefined ? '' : '+'))}
        </p>
      )}
      {calls.map((call, index) => (
        <Call key={call.id} call={call} isFirst={index === 0} />
      ))}
      <CursorPager caption={requests.title} cursor={cursor} next={next} onCursor={(to) => change({ cursor: to })} />
    </>
  )
}
