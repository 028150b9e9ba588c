import { words } from '../../messages/index.ts'
import { TimeField } from '../../ui/time-field.tsx'

/** When a key expires, ISO; "" for never. */
export function ExpiresField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { expires, expiresHint } = words.keys
  return <TimeField label={expires} name="expires_at" hint={expiresHint} value={value} onChange={onChange} isOptional />
}
