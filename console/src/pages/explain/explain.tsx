import { useEffect, useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import type { Namespace } from '../../api/sdk.ts'
import { type CatalogIndex, poolOf, useCatalog } from '../../api/use-catalog.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { isolated } from '../../messages/isolated.ts'
import { useSigned } from '../../shell/session-context.ts'
import { amountText } from '../../ui/amount.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { timeText } from '../../ui/time.ts'
import { useView } from '../../ui/use-view.ts'
import { textField } from '../../ui/view.ts'
import { defaultOf, NamespaceField, type Namespaces, useNamespaces } from '../namespaces/namespace-field.tsx'
import type { TabProps } from '../workspace/tab-props.ts'
import { ChangesSince } from './changes-since.tsx'
import { Compare } from './compare.tsx'
import { customerText } from './customer-text.ts'
import { Ladder } from './ladder.tsx'
import { ownerNames } from './level-names.ts'
import { unchangedOf } from './plan-changes.ts'
import { isQuantity, quantityField } from './quantity.ts'
import { FeatureField } from './question.tsx'
import { Remedies } from './remedies.tsx'
import { sentenceOf, type Writing } from './sentence.ts'
import { Used } from './use-table.tsx'

const fields = { feature: textField, quantity: quantityField, namespace: textField }

/** Why a check is allowed or refused. The address holds the question. */
export function Explain({ workspace }: TabProps) {
  const { explain } = words
  const [view, change] = useView(fields)
  const catalog = useCatalog()
  const namespaces = useNamespaces(workspace.id)
  const namespaceId = view.namespace || defaultOf(namespaces)?.id
  const error = namespaces.error ?? catalog.error
  /** In the field of the quantity, and no quantity. */
  const [mistyped, setMistyped] = useState<string>()
  useEffect(() => setMistyped(undefined), [view.quantity])
  return (
    <>
      <FilterBar label={explain.question}>
        <FeatureField value={view.feature} onChange={(feature) => change({ feature })} catalog={catalog} />
        <SearchField
          label={explain.quantity}
          type="number"
          value={mistyped ?? String(view.quantity)}
          onChange={(text) => {
            if (isQuantity(text)) change({ quantity: Number(text) })
            setMistyped(isQuantity(text) ? undefined : text)
          }}
          wrong={mistyped === undefined ? undefined : explain.noQuantity}
        />
        <NamespaceField
          label={explain.namespace}
          value={namespaceId ?? ''}
          onChange={(namespace) => change({ namespace })}
          namespaces={namespaces}
        />
      </FilterBar>
      {error !== null && <Failure error={error} />}
      {view.feature === '' ? (
        <Empty title={explain.choose} text={explain.chooseHelp} />
      ) : namespaceId === undefined ? (
        namespaces.list?.length === 0 ? (
          <Empty title={explain.noNamespace} text={explain.noNamespaceHelp} />
        ) : (
          error === null && <Loading />
        )
      ) : mistyped !== undefined ? null : (
        <Answer {...{ workspace, catalog, namespaces, namespaceId }} code={view.feature} quantity={view.quantity} />
      )}
    </>
  )
}

interface AnswerProps extends TabProps {
  catalog: CatalogIndex
  namespaces: Namespaces
  namespaceId: Namespace['id']
  code: string
  quantity: number
}

const writing: Writing = {
  amount: (value, unit) => amountText(value, unit),
  time: (iso) => timeText(iso),
  list: (names) => new Intl.ListFormat(locale).format(names.map((name) => isolated(visible(name)))),
}

function Answer({ workspace, catalog, namespaces, namespaceId, code, quantity }: AnswerProps) {
  const { explain } = words
  // Only an operator may look without it being a refusal of the customer.
  const question = { feature: code, quantity, diagnosis: useSigned().isOperator || undefined }
  const strong = useQuery({
    queryKey: ['explain', namespaceId, code, quantity, 'strong'],
    queryFn: ({ signal }) =>
      client.entitlements.check(namespaceId, { ...question, explain: true }, { signal, workspaceId: workspace.id }),
  })
  const fast = useQuery({
    queryKey: ['explain', namespaceId, code, quantity, 'fast'],
    queryFn: ({ signal }) =>
      client.entitlements.check(
        namespaceId,
        { ...question, consistency: 'fast' },
        { signal, workspaceId: workspace.id },
      ),
  })
  const { data: decision, error } = strong
  const failure = error !== null && <Failure error={error} onRetry={() => void strong.refetch()} />
  if (decision === undefined) return failure || <Loading />
  const feature = catalog.features.get(code)
  const pool = poolOf(catalog, code)
  const asked = { code, quantity, feature, pool }
  const names = ownerNames(workspace, namespaces)
  const shared = { decision, pool, names }
  return (
    <>
      {failure}
      <p class={decision.allowed ? 'verdict good' : 'verdict bad'} role="status">
        <strong>{sentenceOf(decision, asked, explain.sentence, writing)}</strong>
        <CopyButton text={customerText(decision, asked, explain, writing)} name={explain.copyForCustomer} isLabelled />
      </p>
      {!decision.allowed && <Remedies {...shared} workspace={workspace} catalog={catalog} />}
      <Ladder {...shared} />
      <Used {...shared} namespaceId={namespaceId} workspaceId={workspace.id} catalog={catalog} />
      <ChangesSince
        namespaceId={namespaceId}
        workspaceId={workspace.id}
        feature={code}
        catalog={catalog}
        unchanged={unchangedOf(decision)}
      />
      <Compare strong={decision} fast={fast.data} error={fast.error} pool={pool} />
    </>
  )
}
