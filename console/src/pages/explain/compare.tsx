import type { ComponentChildren } from 'preact'
import type { CatalogFeature, EntitlementDecision } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { amountText } from '../../ui/amount.ts'
import { Badge } from '../../ui/badge.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { type Column, Table } from '../../ui/table.tsx'

interface CompareProps {
  strong: EntitlementDecision
  fast: EntitlementDecision | undefined
  error: unknown
  pool: CatalogFeature | undefined
}

/** The same check, strong and fast, side by side. */
export function Compare({ strong, fast, error, pool }: CompareProps) {
  const { explain, plan } = words
  const amount = (value: number | null): ComponentChildren =>
    value === null ? plan.grantWords.unlimited : amountText(value, pool?.unit)
  const columns: Column<{ id: string; name: string; decision: EntitlementDecision }>[] = [
    { title: explain.check, cell: ({ name }) => name },
    {
      title: explain.answer,
      cell: ({ decision: { allowed } }) => (
        <Badge tone={allowed ? 'good' : 'bad'} text={allowed ? explain.allowed : explain.refused} />
      ),
    },
    { title: explain.used, cell: ({ decision }) => amount(decision.current_usage) },
    {
      title: explain.left,
      cell: ({ decision: { available, unlimited } }) =>
        available === null && unlimited !== true ? '–' : amount(available),
    },
    { title: explain.asOf, cell: ({ decision: { as_of } }) => <Moment at={as_of} hasSeconds /> },
    { title: explain.exact, cell: ({ decision }) => (decision.exact ? explain.yes : explain.no) },
  ]
  const rows = [
    { id: 'strong', name: explain.strong, decision: strong },
    ...(fast === undefined ? [] : [{ id: 'fast', name: explain.fast, decision: fast }]),
  ]
  return (
    <section>
      <h2>{explain.compare}</h2>
      <p class="muted">{explain.compareText}</p>
      {error !== null && <Failure error={error} />}
      {fast === undefined && error === null && <Loading />}
      <Table caption={explain.compare} columns={columns} rows={rows} />
      {fast !== undefined && fast.allowed !== strong.allowed && <p role="status">{explain.differ}</p>}
    </section>
  )
}
