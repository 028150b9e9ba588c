import { setTimeout as wait } from 'node:timers/promises'
import { hashOfApiKey, parseApiKey } from '@plinth/kit/access/api-key-format'
import { z } from 'zod'
import { strangersBody } from '../operation/body-limits.ts'
import { text } from '../operation/fields.ts'
import { operation } from '../operation/operation.ts'

/** Longer than a revocation with all gateways running, so that the response time reveals as little as the response. */
const answerAfterMs = 100

export const keyReports = {
  report: operation({
    id: 'api-keys.report',
    summary: 'Report a leaked key',
    description:
      'Reports an API key or operator key of this Plinth that was found in a public place. A valid key is revoked before the response. The response is the same for every body. The response to a repeated report may come up to 3 seconds before the last gateway refuses the key.',
    route: 'POST /keys/report',
    status: 202,
    scope: 'none',
    context: 'none',
    bodyLimits: strangersBody,
    body: z.strictObject({ key: text(1_000).meta({ description: 'The complete key.' }) }).meta({
      id: 'KeyReport',
      examples: [{ key: 'sk_live_8Kq2vT1x_4fJpZ0yWc7RmB2nQe9LsX3uAhG6kVt1DoYi5NwPrEz8_0fK3aQ' }],
    }),
    run: async ({ services, body, revokeEverywhere, call }) => {
      const floor = wait(answerAfterMs)
      const key = body.key.trim()
      const parsed = parseApiKey(key)
      if (parsed !== undefined) {
        const { lookupId, hash: keyHash } = parsed
        const { isRevoked, keyId } = await services.keyReports.reportKey({ lookupId, keyHash }, call)
        // A made-up key drops nothing: any client may send one.
        // Identity of the previous release names no key.
        if (isRevoked) await revokeEverywhere([hashOfApiKey(key), keyId].filter((name) => name !== ''))
      }
      await floor
    },
  }),
}
