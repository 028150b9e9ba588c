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

/** The ID of a member. The first 100 are proposed by name; the ID of every other is typed or pasted. */
export function MemberField({ workspaceId, value, onChange }: MemberFieldProps) {
  const { keys } = words
  const { data } = useQuery({
    queryKey: ['users', workspaceId, 'choices'],
    queryFn: ({ signal }) => client.users.list({ per_page: 100, sort: ['name'] }, { signal, workspaceId }),
  })
  const members = (data?.data ?? []).map(({ id, name, email }) => ({ value: id, label: visible(`${name} · ${email}`) }))
  return (
    <Input
      label={keys.user}
      hint={keys.userHint}
      value={value}
      onChange={(text) => onChange(text.trim())}
      choices={members}
      isRequired
    />
  )
}
