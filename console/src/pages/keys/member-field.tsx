import { useEffect, useRef } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'

interface MemberFieldProps {
  workspaceId: string
  value: string
  onChange: (userId: string) => void
}

/**
 * The ID of a member: the only one at first, unless the field was entered before it was known, since a paste would be put
 * behind it. The first 100 are proposed by name; the ID of every other is typed or pasted.
 */
export function MemberField({ workspaceId, value, onChange }: MemberFieldProps) {
  const { keys } = words
  const { data } = useQuery({
    queryKey: ['users', workspaceId, 'choices'],
    queryFn: ({ signal }) => client.users.list({ per_page: 100, sort: ['name'] }, { signal, workspaceId }),
  })
  const only = data?.meta.total === 1 ? data.data[0]?.id : undefined
  const isSettled = useRef(false)
  useEffect(() => {
    if (only === undefined || isSettled.current) return
    isSettled.current = true
    if (value === '') onChange(only)
  }, [only, value, onChange])
  const members = (data?.data ?? []).map(({ id, name, email }) => ({ value: id, label: visible(`${name} · ${email}`) }))
  return (
    <Input
      label={keys.user}
      name="user_id"
      hint={keys.userHint}
      value={value}
      onChange={(text) => onChange(text.trim())}
      choices={members}
      isRequired
      onFocus={() => {
        isSettled.current = true
      }}
    />
  )
}
