import { tiers } from '@plinth/kit/access/tiers'
import { metadataLimits, nameLengthMax, slugLengthMax, slugPattern, tagLimits } from '@plinth/kit/field-limits'
import { z } from 'zod'
import { entryBounds } from './entry-counts.ts'

/** Schemas of body fields that several resources share. Rules that need the service's knowledge stay in the service. */
export const noBody = z.strictObject({})

// A text that is too long is refused before any pattern runs over it.
export const text = (charactersMax: number) => z.string().max(charactersMax, { abort: true })
export const name = text(nameLengthMax).refine((value) => value.trim() !== '', { error: 'The name field is required.' })
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, { error: 'The value is not a valid ID.' })
export const slug = text(slugLengthMax).regex(slugPattern, {
  error: 'The slug field must have only lower-case letters and digits, with single dashes between them.',
})
export const email = text(254).check(z.email({ error: 'The email field must be an email address.' }))
export const role = z.enum(['owner', 'admin', 'member'])
export const settings = z
  .record(text(100), z.unknown())
  .meta({
    description:
      '`timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key, and null removes a key.',
  })
  // More entries than fit into the 16 KiB of the service, and the same number again that a PATCH removes.
  .register(entryBounds, { entriesMax: 8_000 })
export const tier = z.enum(tiers)
export const tags = z
  .array(text(tagLimits.lengthMax).min(1))
  .max(tagLimits.tagsMax)
  .meta({ description: 'Your own labels. A PATCH replaces all of them.' })
export const graceHours = z
  .int()
  .min(0)
  .max(168)
  .meta({ description: 'Hours for which the replaced one still works; with 0 it ends at once.' })

/** ISO 8601 with an offset or Z. PostgreSQL and JavaScript agree on the years 1 to 9999 only. */
export const time = z.iso
  .datetime({ offset: true, error: 'The value must be an ISO 8601 time, such as 2026-01-31T12:00:00Z.' })
  .transform((value) => new Date(value))
  .refine((value) => value.getTime() > Date.UTC(1900, 0) && value.getTime() < Date.UTC(9999, 0), {
    error: 'The time must be in the years 1900 to 9998.',
  })

/** Up to `pairsMax` pairs of strings. */
export function textPairs(limits: { pairsMax: number; keyMax: number; valueMax: number }) {
  return z
    .record(text(limits.keyMax).min(1), text(limits.valueMax))
    .register(entryBounds, { entriesMax: limits.pairsMax })
}

export const metadata = textPairs(metadataLimits).meta({
  description: 'Your own pairs of strings. A PATCH replaces all of them.',
})
