import { client } from '../../api/client.ts'
import type { CatalogFeature, UsageProof } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { amountText } from '../../ui/amount.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { type Column, Table } from '../../ui/table.tsx'

interface RecordsProps {
  namespaceId: string
  workspaceId: string
  pool: CatalogFeature
}

type Balance = UsageProof['data'][number] & { id: string }

/** Of balances that are right, the newest are shown. */
const shownMax = 6

/** The balances of a pool beside the sums of their records, which are added up when somebody asks: they may be many. */
export function Records({ namespaceId, workspaceId, pool }: RecordsProps) {
  const { explain: text } = words
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['explain', namespaceId, 'records', pool.code],
    queryFn: ({ signal }) =>
      client.entitlements.reconcile(namespaceId, { feature: pool.code }, { signal, workspaceId }),
    enabled: false,
  })
  return (
    <>
      <h3>{text.records}</h3>
      <p class="muted small">{text.recordsText}</p>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Compared balances={data.data} pool={pool} />}
      {isFetching && data === undefined && <Loading />}
      <div>
        <button type="button" disabled={isFetching} onClick={() => void refetch()}>
          {data === undefined ? text.addUp : text.addUpAgain}
        </button>
      </div>
    </>
  )
}

function Compared({ balances, pool }: { balances: UsageProof['data']; pool: CatalogFeature }) {
  const { explain: text } = words
  const amount = (value: number) => <data value={value}>{amountText(value, pool.unit)}</data>
  const columns: Column<Balance>[] = [
    {
      title: text.windowFrom,
      cell: ({ window_start: start }) => (start === null ? text.beginning : <Moment at={start} />),
    },
    { title: text.balance, cell: ({ balance }) => amount(balance) },
    { title: text.sumOfRecords, cell: ({ ledger }) => amount(ledger) },
    { title: words.conservation.difference, cell: ({ balance, ledger }) => amount(balance - ledger) },
  ]
  const wrong = balances.filter(({ ok }) => !ok)
  const shown = [...wrong, ...balances.filter(({ ok }) => ok).slice(0, shownMax)]
  return (
    <>
      <p role="status" class={wrong.length === 0 ? undefined : 'danger-text'}>
        {wrong.length > 0
          ? text.recordsDiffer(wrong.length, wrong.length.toLocaleString(locale))
          : balances.length === 0
            ? text.noBalance
            : text.recordsAgree(balances.length, balances.length.toLocaleString(locale))}
      </p>
      {shown.length > 0 && (
        <Table
          caption={text.records}
          columns={columns}
          rows={shown.map((balance, index) => ({ ...balance, id: String(index) }))}
        />
      )}
    </>
  )
}
