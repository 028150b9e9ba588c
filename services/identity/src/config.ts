import { type ConfigOf, integer, type Setting, text } from '@plinth/kit/config'
import { z } from 'zod'

const keyPrefix: Setting<string> = {
  ...text('IDENTITY_KEY_PREFIX', {
    doc: 'Prefix of new API keys. Existing keys keep their prefix.',
    default: 'sk_live',
  }),
  schema: z
    .string()
    .default('sk_live')
    .refine(
      (value) => value.length <= 32 && /^[a-z0-9]+(_[a-z0-9]+)*$/.test(value),
      'must be up to 32 lower-case letters and digits, in parts joined by _',
    ),
}

export type IdentityConfig = ConfigOf<typeof identityConfig>

export const identityConfig = {
  keyPrefix,
  activeKeysMax: integer('IDENTITY_ACTIVE_KEYS_MAX', {
    doc: 'Maximum number of active API keys in a workspace.',
    min: 1,
    max: 10_000,
    default: 10,
  }),
}
