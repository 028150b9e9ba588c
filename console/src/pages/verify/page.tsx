import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useView } from '../../ui/use-view.ts'
import { textField } from '../../ui/view.ts'
import { Verifier } from './verifier.tsx'

// In place of values that the reader may not see: custom headers, and signatures.
const hiddenValue = '********'
const fields = { workspace_id: textField, webhook_id: textField, delivery_id: textField, attempt: textField }

/** Checks a request that a receiver got, or one that an attempt sent. The address names the attempt, never a secret. */
export function Page() {
  const { verify: text } = words
  const [{ workspace_id: workspaceId, webhook_id: webhook, delivery_id: delivery, attempt }] = useView(fields)
  const isOfAttempt = webhook !== '' && delivery !== ''
  const { data, error, refetch } = useQuery({
    queryKey: ['deliveries', 'one', workspaceId, webhook, delivery],
    queryFn: ({ signal }) => client.deliveries.get(webhook, delivery, undefined, { signal, workspaceId }),
    enabled: isOfAttempt,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const taken = data?.attempts_log.find(({ number }) => String(number) === attempt)
  const known = Object.entries(taken?.request_headers ?? {}).filter(([, value]) => value !== hiddenValue)
  const headers = known.map(([name, value]) => `${name}: ${value}`)
  const sentBody = data === undefined || data.payload === null ? undefined : JSON.stringify(data.payload)
  return (
    <>
      <PageHead title={text.title} />
      <p>{text.intro}</p>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {globalThis.crypto.subtle === undefined ? (
        <p class="failure" role="alert">
          {text.needsSecureContext}
        </p>
      ) : isOfAttempt && data === undefined && error === null ? (
        <Loading />
      ) : (
        <Verifier
          key={`${delivery} ${attempt} ${taken === undefined}`}
          source={taken === undefined ? undefined : text.ofAttempt(taken.number, delivery)}
          headers={headers.join('\n')}
          body={taken === undefined ? '' : (sentBody ?? '')}
          sentBody={sentBody}
        />
      )}
    </>
  )
}
