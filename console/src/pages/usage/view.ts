import { choiceField, textField } from '../../ui/view.ts'
import type { Bucket } from './curve.ts'

const dayMs = 86_400_000

export const ranges = { '24h': dayMs, '7d': 7 * dayMs, '30d': 30 * dayMs, '90d': 90 * dayMs } as const
export type Range = keyof typeof ranges

/** `until` is a time in ISO form, which a link to a fixed range has; "" is the present. */
export const fields = {
  feature: textField,
  range: choiceField(Object.keys(ranges) as Range[], '30d'),
  bucket: choiceField(['', 'hour', 'day'], ''),
  until: textField,
  group: choiceField(['day', 'endpoint', 'key'], 'day'),
}

/** Hours are there for 7 days at the most. */
export const hasHours = (range: Range): boolean => ranges[range] <= ranges['7d']

export function bucketOf(range: Range, asked: '' | Bucket): Bucket {
  if (!hasHours(range)) return 'day'
  return asked === '' ? 'hour' : asked
}

/** The moments that the view begins and ends at, in ms since 1970; the end is not after `now`. */
export function spanOf(range: Range, until: string, now: number): { from: number; to: number } {
  const asked = Date.parse(until)
  const to = Number.isNaN(asked) ? now : Math.min(asked, now)
  return { from: to - ranges[range], to }
}

/** The fixed end that `CopyLink` pins for a view that ends now. */
export const pinnedEnd = (until: string) => (nowMs: number) => ({ until: until || new Date(nowMs).toISOString() })
