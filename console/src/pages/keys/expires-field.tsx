import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'

/** When a key expires, as a field of type datetime-local says it; "" for never. */
export function ExpiresField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { expires, expiresHint } = words.keys
  return <Input label={expires} hint={expiresHint} type="datetime-local" value={value} onChange={onChange} isOptional />
}
