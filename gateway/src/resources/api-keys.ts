import { PlinthError } from '@plinth/kit/errors'
import { ApiKey, type CreateApiKeyResponse, type RotateApiKeyResponse } from '@plinth/proto/identity/v1/api_keys.ts'
import { z } from 'zod'
import { whenBodyHas } from '../operation/changes-access.ts'
import { graceHours, id, name, text, tier, time } from '../operation/fields.ts'
import { createdFilters, searchFilter } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, many, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { refusalOfStranger } from './required-user.ts'

const example = {
  id: 'key_01kb0q3t5dexn8r0v6m2c7h9ak',
  name: 'Production',
  prefix: 'sk_live_8Kq2',
  scopes: ['read:all', 'write:webhooks'],
  rate_limit_tier: 'pro',
  allowed_ips: ['203.0.113.0/24'],
  all_workspaces: false,
  last_used_at: null,
  expires_at: '2027-01-05T00:00:00.000Z',
  created_at: '2026-01-05T09:58:12.431Z',
}
export const exampleKey = { key: 'sk_live_8Kq2vT1x_4fJpZ0yWc7RmB2nQe9LsX3uAhG6kVt1DoYi5NwPrEz8_0fK3aQ' }

export const output = z
  .object({
    id: shownId,
    name: z.string(),
    prefix: z
      .string()
      .meta({ description: 'First characters of the key, to identify it. They are not enough to authenticate with.' }),
    scopes: z.array(z.string()),
    rate_limit_tier: z.string(),
    allowed_ips: z
      .array(z.string())
      .meta({ description: 'Allowed IP addresses and CIDRs. An empty list allows every address.' }),
    all_workspaces: z.boolean().meta({
      description: 'True if the key can also act in other workspaces of its user whose `foreign_keys` is `allow`.',
    }),
    last_used_at: shownTime.nullable(),
    expires_at: shownTime.nullable(),
    created_at: shownTime,
  })
  .meta({ id: 'ApiKey', examples: [example] })
export const key = z.string().meta({ description: 'The API key. It is shown only once.' })
const withKey = output.extend({ key }).meta({ id: 'ApiKeyWithKey', examples: [{ ...example, ...exampleKey }] })
export const previous = z
  .object({ id: shownId, expires_at: shownTime.nullable() })
  .meta({ description: 'The replaced key. It works until expires_at.' })
const rotated = withKey.extend({ previous }).meta({
  id: 'ApiKeyRotated',
  examples: [
    {
      ...example,
      ...exampleKey,
      id: 'key_01kb3r8n2awqz5y7d4s1f6j0me',
      previous: { id: example.id, expires_at: '2026-01-06T09:58:12.431Z' },
    },
  ],
})
export const graceHoursDefault = 24

export const scopes = z.array(text(100)).min(1).max(100).meta({
  description:
    '`action:resource`, where the action is read, write or delete; `all` or `*` stands for every action or every resource. The scope `metering` stands alone.',
})
export const allowedIps = z
  .array(text(50))
  .max(100)
  .meta({ description: 'Allowed IP addresses and CIDRs. An empty list allows every address.' })

/** The fields that an update may change, of an operator key too. */
export const keyChanges = { name: name.optional(), scopes: scopes.optional(), allowed_ips: allowedIps.optional() }
type KeyChanges = z.infer<z.ZodObject<typeof keyChanges>>

export const keyBounds = {
  expires_at: time.nullish().meta({
    description: 'Null: the key never expires. Default: the expiry of your own key.',
  }),
  allowed_ips: allowedIps.optional().meta({
    description: 'Allowed IP addresses and CIDRs. An empty list allows every address. Default: those of your own key.',
  }),
}

/** A value that is given is refused where it cannot be had; one that is left out is the creator's. */
export const givenBounds = (body: {
  expires_at?: Date | null | undefined
  allowed_ips?: readonly string[] | undefined
}) => ({
  expiresAt: body.expires_at ?? undefined,
  neverExpires: body.expires_at === null,
  allowedIps: [...(body.allowed_ips ?? [])],
  allowsAnyIp: body.allowed_ips?.length === 0,
})

export const toKeyChanges = ({ name, scopes, allowed_ips }: KeyChanges) => ({
  name,
  scopes: scopes === undefined ? undefined : { values: scopes },
  allowedIps: allowed_ips === undefined ? undefined : { values: allowed_ips },
})

export const rotatedKey = (result: Omit<RotateApiKeyResponse, 'apiKey'>) => ({
  key: result.key,
  previous: { id: result.previousId, expires_at: isoTime(result.previousExpiresAt) },
})

const view = viewOf(ApiKey, output)

export const apiKeys = {
  list: operation({
    id: 'api-keys.list',
    summary: 'List API keys',
    description:
      'Every member can list the keys of all members. Keys in their grace period are listed, and expired keys for 30 days; revoked keys are not.',
    route: 'GET /api-keys',
    scope: 'read:api-keys',
    output,
    list: {
      filters: { user_id: { kind: 'text' }, ...createdFilters, ...searchFilter },
      sorts: ['created_at', 'name', 'expires_at'],
    },
    run: ({ services, list, call }) => services.apiKeys.listApiKeys({ query: list }, call),
    view: many('apiKeys', view),
  }),

  create: operation({
    id: 'api-keys.create',
    summary: 'Create an API key; the key is shown only once',
    description:
      'The key acts for your user in the workspace of the request. An omitted expiry and omitted addresses are those of your own key, and no field may allow more than your own key (422). A workspace can have 10 active keys (`IDENTITY_ACTIVE_KEYS_MAX`): the next one returns 409. If the plan limits `plinth.api_keys`, a key beyond that limit returns 403 `FEATURE_LIMIT_REACHED`. With an Idempotency-Key, a retry returns the same key again. Emits `api_key.created`.',
    route: 'POST /api-keys',
    status: 201,
    scope: 'write:api-keys',
    hasSecret: true,
    output: withKey,
    body: z
      .strictObject({
        name,
        scopes: scopes.optional().meta({
          description:
            'Default: `read:all` and `write` of namespaces, entitlements, webhooks and events, limited to your own scopes.',
        }),
        rate_limit_tier: tier.optional().meta({
          description: 'Not higher than the tier of the workspace, which is the default.',
        }),
        ...keyBounds,
        all_workspaces: z.boolean().optional().meta({
          description:
            'Default: false, so that the key acts only in this workspace. For true, your own key must have it too.',
        }),
        user_id: id.optional().meta({ description: 'User of the key. Only operators can name another user.' }),
      })
      .meta({ id: 'ApiKeyCreate', examples: [{ name: 'Production', scopes: ['read:all', 'write:webhooks'] }] }),
    errors: ['STATE_CONFLICT', 'FEATURE_LIMIT_REACHED'],
    run: async ({ services, body, caller, call, ask }) => {
      const { isOperator } = caller.principal
      const refusal = isOperator ? await refusalOfStranger(services, body.user_id, caller, ask) : undefined
      const request = {
        name: body.name,
        scopes: body.scopes ?? [],
        rateLimitTier: body.rate_limit_tier ?? '',
        ...givenBounds(body),
        allWorkspaces: body.all_workspaces ?? false,
        userId: refusal === undefined ? (body.user_id ?? '') : '',
        workspaceTier: caller.access?.tier ?? '',
      }
      // Without a user no key is created: only the stored response of the same Idempotency-Key is returned.
      return services.apiKeys.createApiKey(request, call).catch((err: unknown) => {
        throw refusal !== undefined && err instanceof PlinthError && err.code === 'VALIDATION_ERROR' ? refusal : err
      })
    },
    view: one('apiKey', view, ({ key }: CreateApiKeyResponse) => ({ key })),
  }),

  get: operation({
    id: 'api-keys.get',
    summary: 'Read an API key',
    description:
      'Every member can read every key of the workspace. The response has the first characters of the key as `prefix`, never the whole key. A revoked key returns 404.',
    route: 'GET /api-keys/{key_id}',
    scope: 'read:api-keys',
    output,
    hasVersion: true,
    run: ({ services, params, call }) => services.apiKeys.getApiKey({ id: params.key_id }, call),
    view: one('apiKey', view),
  }),

  update: operation({
    id: 'api-keys.update',
    summary: 'Update an API key',
    description:
      'Every member can update their own keys. The expiry, `rate_limit_tier` and `all_workspaces` cannot be changed. A key gains scopes or addresses only if your own key could create such a key (422). Removed scopes and addresses are refused for every call that begins after the response. Emits `api_key.updated`, unless nothing changes.',
    route: 'PATCH /api-keys/{key_id}',
    scope: 'write:api-keys',
    role: 'admin',
    changesAccess: whenBodyHas('scopes', 'allowed_ips'),
    output,
    body: z.strictObject(keyChanges).meta({ id: 'ApiKeyUpdate', examples: [{ allowed_ips: ['203.0.113.0/24'] }] }),
    run: ({ services, params, body, call }) =>
      services.apiKeys.updateApiKey({ id: params.key_id, ...toKeyChanges(body) }, call),
    view: one('apiKey', view),
  }),

  rotate: operation({
    id: 'api-keys.rotate',
    summary: 'Rotate an API key; both keys work until the grace period ends',
    description:
      'The new key has the same settings. The grace period is 24 hours by default, and ends with the expiry of the old key at the latest. A key that is expired or in its grace period is not rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0 (422). With an Idempotency-Key, a retry returns the same key again. Emits `api_key.rotated`.',
    route: 'POST /api-keys/{key_id}/rotate',
    status: 201,
    scope: 'write:api-keys',
    role: 'self',
    changesAccess: true,
    hasSecret: true,
    output: rotated,
    body: z
      .strictObject({ grace_period_hours: graceHours.default(graceHoursDefault) })
      .meta({ id: 'ApiKeyRotate', examples: [{ grace_period_hours: 24 }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) =>
      services.apiKeys.rotateApiKey({ id: params.key_id, gracePeriodHours: body.grace_period_hours }, call),
    view: one('apiKey', view, rotatedKey),
  }),

  revoke: operation({
    id: 'api-keys.revoke',
    summary: 'Revoke an API key immediately',
    description:
      'Every member can revoke their own keys. No gateway accepts the key for a call that begins after the response, and the sessions of the key end. Emits `api_key.revoked`.',
    route: 'DELETE /api-keys/{key_id}',
    scope: 'delete:api-keys',
    role: 'admin',
    changesAccess: true,
    run: ({ services, params, call }) => services.apiKeys.revokeApiKey({ id: params.key_id }, call),
  }),
}
