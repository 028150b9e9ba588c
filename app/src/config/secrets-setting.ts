import { type Setting, secret } from '@plinth/kit/config'
import { z } from 'zod'

const keyBytes = 32
const sentence = `must be ${keyBytes} random bytes in base64 or hex (several, comma-separated, the newest first, for a rotation); create one with \`openssl rand -base64 32\``

/** Returns the bytes of one key in hex or base64, or undefined. */
export function parseSecretsKey(text: string): Buffer | undefined {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  const isWhole = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
  return isWhole && bytes.length === keyBytes ? bytes : undefined
}

export const secretsKeySetting: Setting<readonly Buffer[] | undefined> = {
  ...secret('SECRETS_KEY', {
    doc: 'Key that encrypts webhook secrets, custom headers of webhooks and stored responses: 32 bytes in base64 or hex. Several, comma-separated, for a rotation: the first encrypts, all decrypt. Created at the first start with the embedded database, otherwise required.',
  }),
  schema: z
    .string()
    .transform((value, ctx) => {
      const keys = value.split(',').map((part) => parseSecretsKey(part.trim()))
      if (keys.every((key) => key !== undefined)) return keys
      ctx.issues.push({ code: 'custom', message: sentence, input: value })
      return z.NEVER
    })
    .optional(),
}
