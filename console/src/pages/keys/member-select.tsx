import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'

interface MemberSelectProps {
  workspaceId: string
  value: string
  onChange: (userId: string) => void
}

/** One of the workspace's first 100 members. */
export function MemberSelect({ workspaceId, value, onChange }: MemberSelectProps) {
  const { keys } = words
  const { data, error } = useQuery({
    queryKey: ['users', workspaceId, 'choices'],
    queryFn: ({ signal }) => client.users.list({ per_page: 100, sort: ['name'] }, { signal, workspaceId }),
  })
  if (error !== null) return <Failure error={error} />
  const members = (data?.data ?? []).map(({ id, name, email }) => ({ value: id, label: visible(`${name} · ${email}`) }))
  const options = [{ value: '', label: '' }, ...members]
  return (
    <Select label={keys.user} hint={keys.userHint} value={value} onChange={onChange} options={options} isRequired />
  )
}
