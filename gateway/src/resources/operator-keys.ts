import { type CreateOperatorKeyResponse, OperatorKey } from '@plinth/proto/identity/v1/operator_keys.ts'
import { z } from 'zod'
import { whenBodyHas } from '../operation/changes-access.ts'
import { graceHours, name } from '../operation/fields.ts'
import { createdFilters, searchFilter } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import {
  exampleKey,
  givenBounds,
  graceHoursDefault,
  key,
  keyBounds,
  keyChanges,
  previous,
  rotatedKey,
  scopes,
  toKeyChanges,
} from './api-keys.ts'

const example = {
  id: 'key_01kb0q3t5dexn8r0v6m2c7h9ak',
  name: 'Night shift',
  prefix: 'sk_live_8Kq2',
  scopes: ['read:all'],
  allowed_ips: ['203.0.113.0/24'],
  last_used_at: null,
  expires_at: '2027-01-05T00:00:00.000Z',
  created_at: '2026-01-05T09:58:12.431Z',
}

const output = z
  .object({
    id: shownId,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    allowed_ips: z
      .array(z.string())
      .meta({ description: 'Allowed IP addresses and CIDRs. An empty list allows every address.' }),
    last_used_at: shownTime.nullable(),
    expires_at: shownTime.nullable(),
    created_at: shownTime,
  })
  .meta({ id: 'OperatorKey', examples: [example] })
const withKey = output.extend({ key }).meta({ id: 'OperatorKeyWithKey', examples: [{ ...example, ...exampleKey }] })
const replaced = { id: 'key_01kb0n2r8zq4w6y1t3s5d7f9gh', expires_at: '2026-01-06T09:58:12.431Z' }
const rotated = withKey
  .extend({ previous })
  .meta({ id: 'OperatorKeyRotated', examples: [{ ...example, ...exampleKey, previous: replaced }] })

const view = viewOf(OperatorKey, output)
const facts = { context: 'none', isForOperators: true } as const

export const operatorKeys = {
  list: operation({
    ...facts,
    id: 'operator-keys.list',
    summary: 'List operator keys',
    description: 'Lists the keys of all operators. Expired keys are listed for 30 days; revoked keys are not.',
    route: 'GET /operator-keys',
    scope: 'read:api-keys',
    output,
    list: { filters: { ...createdFilters, ...searchFilter }, sorts: ['created_at', 'name', 'expires_at'] },
    run: ({ services, list, call }) => services.operatorKeys.listOperatorKeys({ query: list }, call),
    view: many('operatorKeys', view),
  }),

  create: operation({
    ...facts,
    id: 'operator-keys.create',
    summary: 'Create an operator key; the key is shown only once',
    description:
      'An omitted field takes the value of the key that creates the new one. No field may allow more than that key.',
    route: 'POST /operator-keys',
    status: 201,
    scope: 'write:api-keys',
    hasSecret: true,
    output: withKey,
    body: z
      .strictObject({
        name,
        scopes: scopes.optional(),
        ...keyBounds,
      })
      .meta({ id: 'OperatorKeyCreate', examples: [{ name: 'Night shift', scopes: ['read:all'] }] }),
    run: ({ services, body, call }) => {
      const request = { name: body.name, scopes: body.scopes ?? [], ...givenBounds(body) }
      return services.operatorKeys.createOperatorKey(request, call)
    },
    view: one('operatorKey', view, ({ key: shown }: CreateOperatorKeyResponse) => ({ key: shown })),
  }),

  get: operation({
    ...facts,
    id: 'operator-keys.get',
    summary: 'Read an operator key',
    description:
      'The response has the first characters of the key as `prefix`, never the whole key. A revoked key returns 404.',
    route: 'GET /operator-keys/{operator_key_id}',
    scope: 'read:api-keys',
    output,
    hasVersion: true,
    run: ({ services, params, call }) => services.operatorKeys.getOperatorKey({ id: params.operator_key_id }, call),
    view: one('operatorKey', view),
  }),

  update: operation({
    ...facts,
    id: 'operator-keys.update',
    summary: 'Update an operator key',
    description:
      'The expiry cannot be changed. A key gains scopes or addresses only if your own key could create such a key (422). The last key with the scope `*` must keep it, and so must the one that outlasts all others with that scope: otherwise the request returns 409.',
    route: 'PATCH /operator-keys/{operator_key_id}',
    scope: 'write:api-keys',
    changesAccess: whenBodyHas('name', 'scopes', 'allowed_ips'),
    output,
    body: z.strictObject(keyChanges).meta({ id: 'OperatorKeyUpdate', examples: [{ allowed_ips: ['203.0.113.0/24'] }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) =>
      services.operatorKeys.updateOperatorKey({ id: params.operator_key_id, ...toKeyChanges(body) }, call),
    view: one('operatorKey', view),
  }),

  rotate: operation({
    ...facts,
    id: 'operator-keys.rotate',
    summary: 'Rotate an operator key; both keys work until the grace period ends',
    description:
      'The new key has the same settings. The grace period is 24 hours by default, and ends with the expiry of the old key at the latest. A key that is expired or in its grace period is not rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0, and your own key must allow everything that the rotated key allows (422).',
    route: 'POST /operator-keys/{operator_key_id}/rotate',
    status: 201,
    scope: 'write:api-keys',
    changesAccess: true,
    hasSecret: true,
    output: rotated,
    body: z
      .strictObject({ grace_period_hours: graceHours.default(graceHoursDefault) })
      .meta({ id: 'OperatorKeyRotate', examples: [{ grace_period_hours: 24 }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) => {
      const request = { id: params.operator_key_id, gracePeriodHours: body.grace_period_hours }
      return services.operatorKeys.rotateOperatorKey(request, call)
    },
    view: one('operatorKey', view, rotatedKey),
  }),

  revoke: operation({
    ...facts,
    id: 'operator-keys.revoke',
    summary: 'Revoke an operator key immediately',
    description:
      'No gateway accepts the key for a call that begins after the response, and the sessions of the key end. The last key with the scope `*`, or the one that outlasts all others with that scope, cannot be revoked: the request returns 409.',
    route: 'DELETE /operator-keys/{operator_key_id}',
    scope: 'delete:api-keys',
    changesAccess: true,
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, call }) => services.operatorKeys.revokeOperatorKey({ id: params.operator_key_id }, call),
  }),
}
