import { useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { withoutSecret } from '../../ui/without-secret.ts'

/** Goes to the call with the ID that is pasted. */
export function FindRequest() {
  const { requests } = words
  const [, navigate] = useLocation()
  const [id, setId] = useState('')
  const onSubmit = (event: Event) => {
    event.preventDefault()
    if (id.trim() !== '') navigate(`/requests/${encodeURIComponent(id.trim())}`)
  }
  return (
    <form class="one-line" onSubmit={onSubmit}>
      <Input label={requests.find} value={id} onChange={(typed) => setId(withoutSecret(typed))} isRequired />
      <button type="submit">{requests.open}</button>
    </form>
  )
}
