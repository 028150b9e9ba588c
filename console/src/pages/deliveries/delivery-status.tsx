import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { wordOf } from '../../ui/word-of.ts'

const tones: Readonly<Record<string, 'good' | 'bad'>> = { success: 'good', failed: 'bad', held: 'bad' }

/** Its status, with the code of the last answer. */
export function DeliveryStatus({ status, code }: { status: string; code: number | null }) {
  const name = wordOf(words.deliveries.statuses, status)
  return <Badge tone={tones[status] ?? 'plain'} text={code === null ? name : `${name} · ${code}`} />
}
