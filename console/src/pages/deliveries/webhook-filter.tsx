import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { choicesOrAll, Select } from '../../ui/field.tsx'
import { SearchField } from '../../ui/filter-bar.tsx'
import { nameOf } from '../webhooks/health.tsx'

/** The webhooks of a workspace, by their IDs: what people call them. Empty until they are loaded, and of more than 100. */
export function useWebhookNames(workspaceId: string): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['webhooks', workspaceId, 'names'],
    queryFn: async ({ signal }) => {
      const page = await client.webhooks.list(
        { per_page: 100, fields: ['url', 'description'] },
        { signal, workspaceId },
      )
      return new Map(page.data.map((one) => [one.id, nameOf(one)]))
    },
    staleTime: 60_000,
  })
  return data ?? new Map()
}

interface WebhookFilterProps {
  value: string
  onChange: (webhookId: string) => void
  names: ReadonlyMap<string, string>
}

/** A choice of the webhooks that are known; an ID where none is. */
export function WebhookFilter({ value, onChange, names }: WebhookFilterProps) {
  const { deliveries: text } = words
  if (names.size === 0 || names.size >= 100)
    return <SearchField label={text.webhookId} value={value} onChange={(id) => onChange(id.trim())} />
  // The webhook that the address names may have been deleted.
  const known = value === '' || names.has(value) ? [...names] : [...names, [value, value] as const]
  const options = known.map(([id, name]) => ({ value: id, label: name }))
  return <Select label={text.webhook} value={value} options={choicesOrAll(options)} onChange={onChange} />
}
