import { Role } from '@plinth/proto/common/v1/context.ts'
import type { PageInfo } from '@plinth/proto/common/v1/list.ts'
import type { ApiKey } from '@plinth/proto/identity/v1/api_keys.ts'
import type { OperatorKey } from '@plinth/proto/identity/v1/operator_keys.ts'
import type { Session } from '@plinth/proto/identity/v1/sessions.ts'
import type { User } from '@plinth/proto/identity/v1/users.ts'
import type { ForeignKey } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import type { Invitation } from '@plinth/proto/tenancy/v1/invitations.ts'
import type { Member, UserMembership } from '@plinth/proto/tenancy/v1/members.ts'
import { type Namespace, OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import type { LoggedRequest } from '@plinth/proto/tenancy/v1/request_log.ts'
import type { RequestTotals } from '@plinth/proto/tenancy/v1/statistics.ts'
import type { Workspace } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { AuditEntry, AuditHead } from '@plinth/proto/webhooks/v1/audit_log.ts'
import type { Delivery } from '@plinth/proto/webhooks/v1/deliveries.ts'
import type { Endpoint } from '@plinth/proto/webhooks/v1/endpoints.ts'
import type { StoredEvent } from '@plinth/proto/webhooks/v1/events.ts'
import type { HandOut } from '@plinth/proto/webhooks/v1/polling.ts'

const createdAt = new Date('2026-01-01T00:00:00.000Z')
const updatedAt = new Date('2026-01-02T00:00:00.000Z')

export const page: PageInfo = { total: 1, totalIsExact: true, nextCursor: '' }

export const workspace: Workspace = {
  id: 'wks_home',
  name: 'Acme',
  slug: 'acme',
  tier: 'pro',
  status: 'active',
  settingsJson: '{"timezone":"UTC"}',
  tags: ['blue'],
  metadata: { crm: '42' },
  foreignKeys: 'refuse',
  createdAt,
  updatedAt,
  version: 3,
}

export const foreignKey: ForeignKey = {
  workspaceId: 'wks_home',
  keyId: 'key_9',
  userId: 'usr_joe',
  prefix: 'sk_live_ab12',
  createdAt,
  lastUsedAt: updatedAt,
}

export const member: Member = {
  userId: 'usr_jane',
  role: Role.ROLE_OWNER,
  createdAt,
  updatedAt,
  version: 1,
  name: '',
  email: '',
}

export const userMembership: UserMembership = {
  ...{ workspaceId: 'wks_home', name: 'Acme', slug: 'acme', status: 'active', role: Role.ROLE_ADMIN },
  ...{ createdAt, memberSince: updatedAt },
}

export const invitation: Invitation = {
  id: 'inv_1',
  workspaceId: 'wks_home',
  email: 'new@example.test',
  role: Role.ROLE_MEMBER,
  invitedBy: 'usr_jane',
  expiresAt: updatedAt,
  createdAt,
  version: 1,
}

export const namespace: Namespace = {
  id: 'ns_1',
  uuid: '550e8400-e29b-41d4-a716-446655440000',
  name: 'Default',
  slug: 'default',
  ownerType: OwnerType.OWNER_TYPE_WORKSPACE,
  ownerId: 'wks_home',
  workspaceId: 'wks_home',
  description: '',
  settingsJson: '{}',
  tags: ['blue'],
  metadata: { crm: '42' },
  isDefault: true,
  isActive: true,
  createdAt,
  updatedAt,
  version: 4,
}

export const user: User = {
  id: 'usr_jane',
  name: 'Jane',
  email: 'jane@example.test',
  pendingEmail: 'jane@example.org',
  status: 'active',
  tier: 'free',
  createdAt,
  updatedAt,
  version: 1,
}

export const apiKey: ApiKey = {
  id: 'key_1',
  workspaceId: 'wks_home',
  userId: 'usr_jane',
  name: 'Production',
  prefix: 'sk_live_ab12',
  scopes: ['read:all'],
  rateLimitTier: 'pro',
  allowedIps: [],
  allWorkspaces: false,
  createdAt,
  version: 1,
}

export const operatorKey: OperatorKey = {
  id: 'key_op',
  name: 'Night shift',
  prefix: 'sk_live_ab12',
  scopes: ['*'],
  allowedIps: [],
  createdAt,
  version: 1,
}

export const session: Session = {
  id: 'ses_1',
  principal: {
    ...{ keyId: 'key_op', keyFamilyId: '', keyGeneration: 0, userId: '', isOperator: true, sessionId: 'ses_1' },
    ...{ homeWorkspaceId: '', allWorkspaces: false, scopes: ['*'], name: 'Night shift' },
  },
  keyName: 'Night shift',
  keyPrefix: 'sk_live_ab12',
  createdAt,
  lastUsedAt: createdAt,
  expiresAt: new Date(createdAt.getTime() + 12 * 3_600_000),
  idleExpiresAt: new Date(createdAt.getTime() + 3_600_000),
}

export const sessionOfUser: Session = {
  ...session,
  id: 'ses_2',
  principal: {
    ...{ keyId: 'key_1', keyFamilyId: '', keyGeneration: 0, userId: 'usr_jane', isOperator: false, sessionId: 'ses_2' },
    ...{ homeWorkspaceId: 'wks_home', allWorkspaces: false, scopes: ['*'], name: 'Jane' },
  },
}

export const endpoint: Endpoint = {
  id: 'wh_1',
  workspaceId: 'wks_home',
  kind: 'push',
  url: 'https://example.test/hook',
  events: ['workspace.updated'],
  description: '',
  headers: {},
  isActive: true,
  retryScheduleSeconds: [0, 60],
  ordering: 'none',
  namespaceIds: [],
  channels: [],
  filterJson: '{"amount":{"$gte":100}}',
  payload: 'full',
  consecutiveFailures: 0,
  disabledReason: '',
  createdAt,
  updatedAt,
  version: 7,
}

export const handOut: HandOut = {
  ...{ id: 'del_1.1', deliveryId: 'del_1', eventId: 'evt_1', eventType: 'workspace.updated', attempt: 1 },
  ...{ leaseUntil: updatedAt, payload: Buffer.from('{"id":"evt_1","data":{ "n": 1.0, "units":12345678901234567890}}') },
}

export const delivery: Delivery = {
  id: 'del_1',
  workspaceId: 'wks_home',
  endpointId: 'wh_1',
  eventId: 'evt_1',
  eventType: 'workspace.updated',
  status: 'success',
  statusCode: 200,
  attempts: 1,
  deliveredAt: updatedAt,
  createdAt,
  attemptsLog: [
    {
      number: 1,
      trigger: 'schedule',
      outcome: 'ok',
      statusCode: 200,
      responseHeaders: { 'content-type': 'text/plain' },
      responseBody: Buffer.from('thanks'),
      url: 'https://example.com/in',
      requestHeaders: { 'webhook-id': 'evt_1', 'x-api-key': '********' },
      bodyIsCut: false,
      startedAt: updatedAt,
      timingsMs: { total: 12 },
      error: '',
    },
  ],
  payload: Buffer.from('{"id":"evt_1","data":{ "n": 1.0, "units":12345678901234567890}}'),
  schedule: [{ number: 2, dueAt: updatedAt }],
  endsAt: updatedAt,
}

const sentEvent = {
  id: 'evt_1',
  type: 'workspace.updated',
  created_at: createdAt.toISOString(),
  workspace_id: 'wks_home',
  namespace_id: null,
  data: { object: { id: 'wks_home', type: 'workspace', attributes: { name: 'Acme' } } },
}

export const event: StoredEvent = {
  id: sentEvent.id,
  type: sentEvent.type,
  namespaceId: '',
  createdAt,
  payload: Buffer.from(
    JSON.stringify(sentEvent).replace('"data":{', '"data":{ "n": 1.0, "units":12345678901234567890,'),
  ),
  eventId: '',
  channels: [],
  orderingKey: '',
  deliveries: [
    { id: 'del_1', endpointId: 'wh_1', status: 'success', statusCode: 200, attempts: 1, deliveredAt: updatedAt },
  ],
  deliveryCount: 1,
}

export const usageTotals: RequestTotals = {
  requests: 3,
  success: 2,
  errors: 1,
  timeMsSum: 35,
  timeMsMin: 2,
  timeMsMax: 30,
  requestBytes: 100,
  responseBytes: 2_000,
}

export const loggedRequest: LoggedRequest = {
  ...{ id: 'rql_1', requestId: 'req_1', atMs: createdAt.getTime(), method: 'PATCH', path: '/workspaces/wks_home' },
  ...{ operation: 'workspaces.update', status: 200, code: '', durationMs: 7, keyId: 'key_1', sessionId: '' },
  ...{ userId: 'usr_jane', actorType: 'user', actorName: 'Jane', workspaceId: 'wks_home', namespaceId: '' },
  ...{ isReplayed: false, limitedBy: '', omitted: 0 },
  denial: { feature: 'storage', quantity: 20, reason: 'LIMIT_EXCEEDED', limit: 100, used: 90, available: 10 },
}

export const auditEntry: AuditEntry = {
  json: Buffer.from(
    JSON.stringify({
      ...{ id: 'evt_1', at: '2026-01-01T00:00:00.000Z', action: 'workspace.updated' },
      ...{ workspace_id: 'wks_home', namespace_id: null },
      actor: { type: 'user', id: 'usr_jane', key_id: 'key_1', name: 'Jane' },
      target: { type: 'workspace', id: 'wks_home', name: 'Acme' },
      changes: { name: { from: 'Ac', to: 'Acme' } },
      ...{ request_id: 'req_1', idempotency_key: null, ip: '203.0.113.7', user_agent: 'curl/8' },
    }).replace('"changes":{', '"changes":{"limit":{"from":12345678901234567890,"to":1.0},'),
  ),
}

export const auditHead: AuditHead = {
  ...{ day: '2026-01-01', month: '2026-01', position: 1, seal: '00ff', entryId: 'evt_1' },
  sealedAt: createdAt,
}
