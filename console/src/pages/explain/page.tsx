import { useState } from 'preact/hooks'
import { Redirect, useLocation } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { useCatalog } from '../../api/use-catalog.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Input } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { FeatureField } from './question.tsx'

/** Asks whose plan is meant; a session of one workspace goes to its own. */
export function Page() {
  const { explain } = words
  const [, navigate] = useLocation()
  const { workspace_id: own } = useSigned()
  const [workspaceId, setWorkspaceId] = useState('')
  const [feature, setFeature] = useState('')
  const [quantity, setQuantity] = useState('1')
  const catalog = useCatalog()
  const { data } = useQuery({
    queryKey: ['workspaces', 'choices'],
    queryFn: ({ signal }) => client.workspaces.list({ per_page: 100, sort: ['name'] }, { signal }),
    enabled: own === null,
  })
  if (own !== null) return <Redirect to={`/workspaces/${own}/explain`} replace />
  const choices = data?.data.map(({ id, name }) => ({ value: id, label: visible(name) }))
  const ask = (event: Event) => {
    event.preventDefault()
    const question = new URLSearchParams({ feature, ...(quantity === '1' ? {} : { quantity }) })
    navigate(`/workspaces/${encodeURIComponent(workspaceId)}/explain?${question}`)
  }
  return (
    <>
      <PageHead title={explain.title} />
      <p class="muted">{explain.intro}</p>
      <form class="narrow" onSubmit={ask}>
        <Input
          label={explain.workspace}
          hint={explain.workspaceHint}
          value={workspaceId}
          onChange={(text) => setWorkspaceId(text.trim())}
          choices={choices ?? []}
          isRequired
        />
        <FeatureField value={feature} onChange={setFeature} catalog={catalog} />
        <Input label={explain.quantity} type="number" min={1} value={quantity} onChange={setQuantity} isRequired />
        <div class="buttons">
          <button type="submit" class="primary">
            {explain.ask}
          </button>
        </div>
      </form>
    </>
  )
}
