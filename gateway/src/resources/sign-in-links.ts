import type { CreateSignInLinkResponse } from '@plinth/proto/identity/v1/sessions.ts'
import { z } from 'zod'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, whole } from '../operation/view.ts'

const example = {
  id: 'sil_01kb0q3t5dexn8r0v6m2c7h9ak',
  url: 'https://api.example.com/console#c=pcl_4fJpZ0yWc7RmB2nQe9LsX3uAhG6kVt1DoYi5NwPrEz8',
  expires_at: '2026-01-05T10:13:12.431Z',
}
const output = z
  .object({
    id: shownId,
    url: z
      .string()
      .meta({ description: 'Link that opens the console signed in. It works once, and no other answer has it.' }),
    expires_at: shownTime,
  })
  .meta({ id: 'SignInLink', examples: [example] })

export const signInLinks = {
  create: operation({
    id: 'sign-in-links.create',
    summary: 'Create a link that signs in to the console once',
    description:
      'The link works for 15 minutes by default. The session acts for the key that makes the link, and ends when the key does; a link that a session makes signs in for no longer than that session. A key can have 100 links: a further one ends the oldest.',
    route: 'POST /sign-in-links',
    status: 201,
    scope: 'write:api-keys',
    isForOperators: true,
    context: 'none',
    hasSecret: true,
    output,
    body: z
      .strictObject({
        expires_in_seconds: z.int().min(60).max(3_600).default(900).meta({ description: 'How long the link works.' }),
      })
      .meta({ id: 'SignInLinkCreate', examples: [{ expires_in_seconds: 900 }] }),
    run: async ({ services, body, urlOf, call }) => {
      const asked = { expiresInSeconds: body.expires_in_seconds, keyId: '' }
      const link = await services.sessions.createSignInLink(asked, call)
      return { ...link, url: `${urlOf('/console')}#c=${link.code}` }
    },
    view: whole(({ id, url, expiresAt }: CreateSignInLinkResponse & { url: string }) => ({
      ...{ id, url, expires_at: isoTime(expiresAt) },
    })),
  }),
}
