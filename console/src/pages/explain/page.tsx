import { useState } from 'preact/hooks'
import { Redirect, useLocation } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { queries } from '../../api/query-cache.ts'
import { useCatalog } from '../../api/use-catalog.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Failure } from '../../ui/failure.tsx'
import { Input } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { withoutSecret } from '../../ui/without-secret.ts'
import { isQuantity } from './quantity.ts'
import { FeatureField } from './question.tsx'

/** Asks whose plan is meant; a session of one workspace goes to its own. */
export function Page() {
  const { explain } = words
  const [, navigate] = useLocation()
  const { workspace_id: own } = useSigned()
  const [owner, setOwner] = useState('')
  const [feature, setFeature] = useState('')
  const [quantity, setQuantity] = useState('1')
  const [error, setError] = useState<unknown>()
  const catalog = useCatalog()
  const { data } = useQuery({
    queryKey: ['workspaces', 'choices'],
    queryFn: ({ signal }) => client.workspaces.list({ per_page: 100, sort: ['name'] }, { signal }),
    enabled: own === null,
  })
  if (own !== null) return <Redirect to={`/workspaces/${own}/explain`} replace />
  const choices = data?.data.map(({ id, name }) => ({ value: id, label: visible(name) }))
  const ask = async (event: Event) => {
    event.preventDefault()
    const isNamespace = owner.startsWith('ns_')
    try {
      const workspaceId = isNamespace ? await payerOf(owner) : owner
      if (workspaceId === null) return setError(new Error(explain.unpaid))
      const question = new URLSearchParams({
        feature,
        ...(quantity === '1' ? {} : { quantity }),
        ...(isNamespace ? { namespace: owner } : {}),
      })
      navigate(`/workspaces/${encodeURIComponent(workspaceId)}/explain?${question}`)
    } catch (err) {
      setError(err)
    }
  }
  return (
    <>
      <PageHead title={explain.title} />
      <p class="muted">{explain.intro}</p>
      <form class="narrow" onSubmit={ask}>
        <Input
          label={explain.owner}
          hint={explain.ownerHint}
          value={owner}
          onChange={(text) => setOwner(withoutSecret(text.trim()))}
          choices={choices ?? []}
          isRequired
        />
        <FeatureField value={feature} onChange={setFeature} catalog={catalog} />
        <Input
          label={explain.quantity}
          type="number"
          min={1}
          value={quantity}
          onChange={setQuantity}
          isRequired
          mistake={isQuantity(quantity) ? undefined : explain.noQuantity}
        />
        {error !== undefined && <Failure error={error} />}
        <div class="buttons">
          <button type="submit" class="primary">
            {explain.ask}
          </button>
        </div>
      </form>
    </>
  )
}

/** The workspace that pays for a namespace; null: none. */
async function payerOf(namespaceId: string): Promise<string | null> {
  const namespace = await queries.fetchQuery({
    queryKey: ['namespaces', 'one', namespaceId],
    queryFn: ({ signal }) => client.namespaces.get(namespaceId, undefined, { signal }),
  })
  return namespace.workspace_id
}
