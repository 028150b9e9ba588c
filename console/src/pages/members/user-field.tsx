import { words } from '../../messages/index.ts'
import { useSearch } from '../../shell/use-search.ts'
import { Input } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { usersFound } from './users-found.ts'

/** The ID of any user, who is found by the beginning of the name or e-mail address. */
export function UserField({ value, onChange }: { value: string; onChange: (userId: string) => void }) {
  const { members } = words
  const isId = /^usr_\w+$/.test(value.trim())
  const { results, isPending, error } = useSearch(isId ? '' : value)
  const found = usersFound(results)
  const isNothing = !isId && value.trim().length > 1 && !isPending && error === null && found?.length === 0
  return (
    <>
      <Input label={members.user} name="user_id" hint={members.userHint} value={value} onChange={onChange} isRequired />
      {found !== undefined && found.length > 0 && (
        <ul class="remedies" aria-label={members.found}>
          {found.map(({ id, name }) => (
            <li key={id}>
              <button type="button" onClick={() => onChange(id)}>
                {visible(name)} <code>{id}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="small muted" role="status">
        {isNothing && members.notFound}
      </p>
    </>
  )
}
