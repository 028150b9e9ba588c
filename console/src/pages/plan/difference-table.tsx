import type { PlanDifferenceFeature } from '../../api/sdk.ts'
import type { CatalogIndex } from '../../api/use-catalog.ts'
import { poolOf } from '../../api/use-catalog.ts'
import { words } from '../../messages/index.ts'
import { amountText } from '../../ui/amount.ts'
import { Badge } from '../../ui/badge.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Grant } from '../../ui/grant.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { isChanged } from './difference.ts'
import type { ShownDifference } from './use-difference.ts'

type Row = PlanDifferenceFeature & { id: string }

interface DifferenceViewProps extends ShownDifference {
  /** Fields are still missing. */
  isIncomplete: boolean
  catalog: CatalogIndex
}

/** The effect of a change on every feature, and the features that it would refuse. */
export function DifferenceView({ isIncomplete, catalog, difference, error, hasMoved, retry }: DifferenceViewProps) {
  const text = words.plan.difference
  if (isIncomplete) return <p class="muted plan-difference">{text.fillIn}</p>
  if (error !== null) return <Failure error={error} onRetry={retry} />
  if (difference === undefined)
    return (
      <p class="muted plan-difference" role="status">
        {text.working}
      </p>
    )
  const { at, features, left_out: leftOut = [] } = difference
  const rows = features.map((feature) => ({ ...feature, id: feature.code }))
  const changed = rows.filter(isChanged)
  const same = rows.filter((row) => !isChanged(row))
  const refused = changed.filter(({ would_refuse }) => would_refuse).map(({ code }) => nameOf(code, catalog))
  const isLater = Date.parse(at) > Date.now() + laterMs
  const count = changed.length === 0 ? text.nothing : text.changed(changed.length)
  const noneRefused = leftOut.length === 0 ? text.noneRefused : ''
  const refusal = refused.length === 0 ? noneRefused : text.refused(refused.join(', '))
  const columns = columnsOf(catalog)
  return (
    <section class="plan-difference" aria-label={text.title}>
      {hasMoved && (
        <p class="failure" role="alert">
          {text.moved}
        </p>
      )}
      <p role="status">
        <strong>{count}</strong> {changed.length > 0 && refusal}
      </p>
      {leftOut.length > 0 && (
        <p role="alert">{text.leftOut(leftOut.map((code) => nameOf(code, catalog)).join(', '))}</p>
      )}
      {isLater && (
        <p class="small">
          <Moment at={at} /> · {text.later}
        </p>
      )}
      {changed.length > 0 && <Table caption={text.title} columns={columns} rows={changed} />}
      {same.length > 0 && (
        <details>
          <summary>{text.same(same.length)}</summary>
          <Table caption={text.unchanged} columns={columns} rows={same} />
        </details>
      )}
    </section>
  )
}

// A change that takes effect at once has a time of a moment ago, by the clock of the server.
const laterMs = 60_000

const nameOf = (code: string, { features }: CatalogIndex) => visible(features.get(code)?.name ?? code)

function columnsOf(catalog: CatalogIndex): Column<Row>[] {
  const { plan } = words
  const { before, after, used, next, allowed, refusedWord } = plan.difference
  const poolFor = (code: string) => poolOf(catalog, code)
  return [
    { title: plan.feature, mayBreak: true, cell: ({ code }) => nameOf(code, catalog) },
    { title: before, mayBreak: true, cell: (row) => <Grant grant={row.before} feature={poolFor(row.code)} /> },
    {
      title: after,
      mayBreak: true,
      cell: (row) => (
        <strong>
          <Grant grant={row.after} feature={poolFor(row.code)} />
        </strong>
      ),
    },
    { title: used, mayBreak: true, cell: (row) => amountText(row.used, poolFor(row.code)?.unit) },
    {
      title: next,
      cell: (row) => (
        <Badge {...(row.would_refuse ? { tone: 'bad', text: refusedWord } : { tone: 'plain', text: allowed })} />
      ),
    },
  ]
}
