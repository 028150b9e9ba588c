import { z } from 'zod'
import { output as apiKey, previous } from '../api-keys.ts'
import { output as user } from '../user-shape.ts'
import { type EventDocs, exampleObject } from './event-doc.ts'

const userAttributes = user.omit({ pending_email: true }).meta({ id: 'UserAttributes' })
const { pending_email: _, ...seenOfUser } = exampleObject(user)
const aboutKey = { object: 'api_key', attributes: apiKey, example: exampleObject(apiKey) }
const rotatedKey = apiKey.extend({ previous }).meta({ id: 'ApiKeyRotatedAttributes' })
const reason = z
  .enum(['leaked'])
  .optional()
  .meta({ description: '`leaked` if the key was reported with `POST /keys/report`.' })
const revokedKey = apiKey.extend({ reason }).meta({ id: 'ApiKeyRevokedAttributes' })
const replaced = { id: 'key_01kb0n2r8zq4w6y1t3s5d7f9gh', expires_at: '2026-01-06T09:58:12.431Z' }

export const identityEvents: EventDocs = {
  'user.updated': {
    summary: 'A member of the workspace was updated, suspended or reactivated',
    object: 'user',
    attributes: userAttributes,
    example: seenOfUser,
  },
  'api_key.created': { summary: 'An API key was created', ...aboutKey },
  'api_key.updated': { summary: 'An API key was changed', ...aboutKey },
  'api_key.rotated': {
    summary: 'An API key was rotated',
    object: 'api_key',
    attributes: rotatedKey,
    example: { ...exampleObject(apiKey), previous: replaced },
  },
  'api_key.revoked': {
    summary: 'An API key was revoked',
    object: 'api_key',
    attributes: revokedKey,
    example: exampleObject(apiKey),
  },
}
