import { client } from '../../api/client.ts'
import type { Namespace } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Input, Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'

export interface Namespaces {
  /** The first hundred by name, of those that the workspace pays for. Undefined: not loaded. */
  list: readonly Namespace[] | undefined
  hasMore: boolean
  error: unknown
}

export function useNamespaces(workspaceId: string): Namespaces {
  const { data, error } = useQuery({
    queryKey: ['namespaces', workspaceId, 'choices'],
    queryFn: ({ signal }) =>
      client.namespaces.list({ workspace_id: workspaceId, per_page: 100, sort: ['name'] }, { signal, workspaceId }),
  })
  return { list: data?.data, hasMore: data !== undefined && data.meta.total > data.data.length, error }
}

/** The namespace that checks name unless the product chose another one. */
export const defaultOf = ({ list = [] }: Namespaces): Namespace | undefined =>
  list.find(({ is_default, owner_type }) => is_default && owner_type === 'Workspace') ?? list[0]

interface NamespaceFieldProps {
  label: string
  hint?: string
  value: string
  onChange: (namespaceId: string) => void
  namespaces: Namespaces
  /** Label of the choice without a namespace; undefined: there is no such choice. */
  none?: string
}

/** Chosen by name; where there are too many, the ID is typed or pasted. */
export function NamespaceField({ namespaces, none, value, onChange, ...field }: NamespaceFieldProps) {
  const { list = [], hasMore } = namespaces
  const choices = list.map(({ id, name }) => ({ value: id, label: visible(name) }))
  if (hasMore)
    return <Input {...field} value={value} onChange={(text) => onChange(text.trim())} choices={choices} isOptional />
  const isListed = value === '' || list.some(({ id }) => id === value)
  return (
    <Select
      {...field}
      value={value}
      options={[
        ...(none === undefined ? [] : [{ value: '', label: none }]),
        ...(isListed ? [] : [{ value, label: value }]),
        ...choices,
      ]}
      onChange={onChange}
    />
  )
}

/** Its name; of one that is not listed, its ID. */
export const namespaceName = ({ list = [] }: Namespaces, id: string): string =>
  visible(list.find((one) => one.id === id)?.name ?? words.plan.namespace(id))
