import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { Boost_Type as BoostType, Boost_Duration as Duration } from '@plinth/proto/tenancy/v1/boosts.ts'
import { CatalogServiceService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { UsageServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { InvitationsServiceService } from '@plinth/proto/tenancy/v1/invitations.ts'
import { MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { checkWrites, make } from '@plinth/testkit'
import { ofWorkspace, startPlans } from './plans.ts'
import { asOperator, asUser, changing, given, wanted } from './tenancy.ts'

type Plans = Awaited<ReturnType<typeof startPlans>>
let t: Plans
before(async () => {
  t = await startPlans()
})

const operator = (requestId: string, workspaceId = '') => ({ context: asOperator({ requestId, workspaceId }) })
const services = () => ({
  members: t.part.dial('tenancy', MembersServiceService),
  invitations: t.part.dial('tenancy', InvitationsServiceService),
  catalog: t.part.dial('tenancy', CatalogServiceService),
})

/** A workspace, its owner in it, and another member. */
async function team(requestId: string) {
  const made = await t.newOwner()
  const { id } = made.workspace
  const memberId = make.id('usr')
  await t.join(id, memberId, 'member')
  const by = { context: { ...made.inWorkspace.context, requestId } }
  return { ...made, ...services(), id, memberId, by, setUp: made.inWorkspace }
}

async function held(packageCode = 'extra') {
  const { workspace } = await t.newOwner()
  const owner = ofWorkspace(workspace.id)
  const { id } = await t.assign(owner, packageCode)
  return { owner, id }
}

const namespace = (fields: object = {}) => ({
  ...{ name: make.name(), slug: '', ownerType: OwnerType.OWNER_TYPE_WORKSPACE, ownerId: '', workspaceId: '' },
  ...{ description: '', settingsJson: '', tags: [], metadata: {}, isDefault: false },
  ...fields,
})

const ledger = 'the ledger is its record'

checkWrites({
  part: () => t.part,
  writes: {
    'WorkspacesService/CreateWorkspace': (requestId) =>
      t.workspaces.createWorkspace(wanted(), { context: asUser(make.id('usr'), { requestId }) }),
    'WorkspacesService/UpdateWorkspace': async (requestId) => {
      const { id, by } = await team(requestId)
      // Of metadata no webhook hears.
      await t.workspaces.updateWorkspace(changing(id, { metadata: { values: { crm: '17' } } }), by)
    },
    'WorkspacesService/DeleteWorkspace': async (requestId) => {
      const { id, user, by } = await team(requestId)
      await t.create(user)
      await t.workspaces.deleteWorkspace({ idOrSlug: id }, by)
    },
    'WorkspacesService/SuspendWorkspace': async (requestId) => {
      const { id } = await team('')
      await t.workspaces.suspendWorkspace({ idOrSlug: id, reason: 'unpaid' }, operator(requestId))
    },
    'WorkspacesService/ReactivateWorkspace': async (requestId) => {
      const { id } = await team('')
      await t.workspaces.suspendWorkspace({ idOrSlug: id, reason: 'unpaid' }, operator(make.id('req')))
      await t.workspaces.reactivateWorkspace({ idOrSlug: id, reason: '' }, operator(requestId))
    },
    'MembersService/AddMember': async (requestId) => {
      const { id, members } = await team('')
      const request = { userId: make.id('usr'), role: Role.ROLE_ADMIN, name: '', email: '' }
      await members.addMember(request, operator(requestId, id))
    },
    'MembersService/UpdateMember': async (requestId) => {
      const { members, memberId, by } = await team(requestId)
      await members.updateMember({ userId: memberId, role: Role.ROLE_ADMIN, name: '', email: '' }, by)
    },
    'MembersService/RemoveMember': async (requestId) => {
      const { members, memberId, by } = await team(requestId)
      await members.removeMember({ userId: memberId }, by)
    },
    'MembershipsService/EndUser': async (requestId) => {
      const { memberId } = await team('')
      await t.memberships.endUser({ userId: memberId, userVersion: 1 }, operator(requestId))
    },
    'InvitationsService/CreateInvitation': async (requestId) => {
      const { invitations, by } = await team(requestId)
      await invitations.createInvitation({ email: make.email(), role: Role.ROLE_MEMBER }, by)
    },
    'InvitationsService/DeleteInvitation': async (requestId) => {
      const { invitations, by, setUp } = await team(requestId)
      const request = { email: make.email(), role: Role.ROLE_MEMBER }
      const { invitation } = await invitations.createInvitation(request, setUp)
      await invitations.deleteInvitation({ id: given(invitation).id }, by)
    },
    'InvitationsService/AcceptInvitation': async (requestId) => {
      const { invitations, setUp } = await team('')
      const email = make.email()
      const { token } = await invitations.createInvitation({ email, role: Role.ROLE_MEMBER }, setUp)
      const by = { context: asUser(make.id('usr'), { requestId }) }
      await invitations.acceptInvitation({ token, userId: '', email, name: 'Jo' }, by)
    },
    'NamespacesService/CreateNamespace': async (requestId) => {
      // No workspace pays for it, so none hears of it.
      const request = namespace({ ownerType: OwnerType.OWNER_TYPE_USER })
      await t.namespaces.createNamespace(request, { context: asUser(make.id('usr'), { requestId }) })
    },
    'NamespacesService/UpdateNamespace': async (requestId) => {
      const { namespace, by } = await team(requestId)
      await t.namespaces.updateNamespace(
        { idOrUuid: namespace.id, metadata: { values: { crm: '17' } }, cleared: [] },
        by,
      )
    },
    'NamespacesService/SetDefaultNamespace': async (requestId) => {
      const { by, setUp } = await team(requestId)
      const { namespace: other } = await t.namespaces.createNamespace(namespace(), setUp)
      await t.namespaces.setDefaultNamespace({ idOrUuid: given(other).id }, by)
    },
    'NamespacesService/DeleteNamespace': async (requestId) => {
      const { own, by } = await team(requestId)
      await t.namespaces.deleteNamespace({ idOrUuid: own.id }, by)
    },
    'AssignmentsService/AssignPackage': async (requestId) => {
      const { owner } = await held('small')
      await t.assignments.assignPackage({ owner, packageCode: 'large' }, operator(requestId))
    },
    'AssignmentsService/CancelAssignment': async (requestId) => {
      await t.assignments.cancelAssignment({ ...(await held()), isAtPeriodEnd: false }, operator(requestId))
    },
    'AssignmentsService/SuspendAssignment': async (requestId) => {
      await t.assignments.suspendAssignment(await held(), operator(requestId))
    },
    'AssignmentsService/ReactivateAssignment': async (requestId) => {
      const one = await held()
      await t.assignments.suspendAssignment(one, operator(make.id('req')))
      await t.assignments.reactivateAssignment(one, operator(requestId))
    },
    'AssignmentsService/RenewAssignment': async (requestId) => {
      const expiresAt = new Date(t.now().getTime() + 86_400_000)
      await t.assignments.renewAssignment({ ...(await held()), expiresAt }, operator(requestId))
    },
    'BoostsService/CreateBoost': async (requestId) => {
      const { workspace } = await t.newOwner()
      const kind = { type: BoostType.TYPE_ADD_LIMIT, duration: Duration.DURATION_PERMANENT }
      const request = { owner: ofWorkspace(workspace.id), feature: 'credits', limit: 5, ...kind }
      await t.boosts.createBoost(request, operator(requestId))
    },
    'BoostsService/DeleteBoost': async (requestId) => {
      const { workspace } = await t.newOwner()
      const owner = ofWorkspace(workspace.id)
      await t.boosts.deleteBoost({ owner, id: (await t.boost(owner)).id }, operator(requestId))
    },
    'CatalogService/ApplyCatalog': async (requestId) => {
      const { catalog } = services()
      const { catalog: before } = await catalog.getCatalog({}, operator(''))
      const [first, ...others] = given(before).features
      const after = { ...given(before), features: [{ ...given(first), name: 'Renamed' }, ...others] }
      await catalog.applyCatalog({ catalog: after, isDryRun: false }, operator(requestId))
    },
  },
  silent: {
    'PlanPreviewsService/PreviewPlanChange': 'it is rolled back',
    'UsageService/ConsumeEntitlement': ledger,
    'UsageService/RecordUsage': ledger,
    'ReservationsService/ReserveEntitlement': ledger,
    'ReservationsService/CommitReservation': ledger,
    'ReservationsService/ReleaseReservation': ledger,
    'AnswersService/KeepAnswer': 'keeps what other calls answered',
    'ForeignKeysService/RecordForeignKeys': 'a gateway reports uses of keys; it is no change that a caller makes',
    'RequestLogService/FindLoggedRequests': 'a read, by the id of a request',
    'RequestLogService/RecordRequestLog': 'a gateway reports calls; it is no change that a caller makes',
    'StatisticsService/RecordRequests': 'a gateway reports counts of requests; it is no change that a caller makes',
  },
})

describe('what changed', () => {
  const lastEvent = async (type: string, objectId: string) => {
    const rows = await t.part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox ORDER BY id' })
    const event = rows
      .map(({ payload }) => Event.decode(payload))
      .findLast((one) => one.type === type && one.objectId === objectId)
    return given(event)
  }
  const changesOf = async (type: string, objectId: string) =>
    JSON.parse((await lastEvent(type, objectId)).changesJson.toString() || '{}')

  it('is by key of settings and metadata', async () => {
    const { id, setUp } = await team('')
    const change = (settingsJson: string, values: Record<string, string>) =>
      t.workspaces.updateWorkspace(changing(id, { settingsJson, metadata: { values } }), setUp)
    await change('{"locale":"en","theme":{"dark":true}}', { a: '1', b: '2' })
    await change('{"locale":"de"}', { a: '1', c: '3' })
    assert.deepEqual(await changesOf('workspace.updated', id), {
      'settings.locale': { from: 'en', to: 'de' },
      'metadata.b': { from: '2', to: null },
      'metadata.c': { from: null, to: '3' },
    })
  })

  it('of a workspace that is suspended or reactivated has the reason, which its payload has not', async () => {
    const { id: idOrSlug } = await team('')
    const { suspendWorkspace, reactivateWorkspace } = t.workspaces
    const update = 'workspace.updated'
    await suspendWorkspace({ idOrSlug, reason: 'unpaid' }, t.operator)
    const suspended = { status: { from: 'active', to: 'suspended' }, status_reason: { from: null, to: 'unpaid' } }
    assert.deepEqual(await changesOf(update, idOrSlug), suspended)
    const attributes = JSON.parse((await lastEvent(update, idOrSlug)).attributesJson.toString())
    assert.deepEqual([attributes.status, Object.keys(attributes).includes('status_reason')], ['suspended', false])
    await reactivateWorkspace({ idOrSlug, reason: 'paid' }, t.operator)
    const reactivated = { status: { from: 'suspended', to: 'active' }, status_reason: { from: 'unpaid', to: 'paid' } }
    assert.deepEqual(await changesOf(update, idOrSlug), reactivated)
    await suspendWorkspace({ idOrSlug, reason: 'paid' }, t.operator)
    assert.deepEqual(await changesOf(update, idOrSlug), {
      status: { from: 'active', to: 'suspended' },
      status_reason: { from: null, to: 'paid' },
    })
    await reactivateWorkspace({ idOrSlug, reason: 'paid' }, t.operator)
    await suspendWorkspace({ idOrSlug, reason: '' }, t.operator)
    assert.deepEqual(await changesOf(update, idOrSlug), {
      status: { from: 'active', to: 'suspended' },
      status_reason: { from: 'paid', to: null },
    })
  })

  it('of a package and of a boost is status and end', async () => {
    const { owner, id } = await held()
    await t.assignments.suspendAssignment({ owner, id }, t.operator)
    assert.deepEqual(await changesOf('package.suspended', id), { status: { from: 'active', to: 'suspended' } })
    const boost = await t.boost(owner)
    await t.boosts.deleteBoost({ owner, id: boost.id }, t.operator)
    const { status, ...others } = await changesOf('boost.expired', boost.id)
    assert.deepEqual([status, Object.keys(others)], [{ from: 'active', to: 'expired' }, ['expires_at']])
  })

  it('of a role is the role, and of a removal all of it to null', async () => {
    const { members, memberId, setUp } = await team('')
    await members.updateMember({ userId: memberId, role: Role.ROLE_ADMIN, name: '', email: '' }, setUp)
    assert.deepEqual(await changesOf('member.updated', memberId), { role: { from: 'member', to: 'admin' } })
    await members.removeMember({ userId: memberId }, setUp)
    assert.deepEqual((await changesOf('member.removed', memberId))['role'], { from: 'admin', to: null })
  })

  it('of the catalogue is each field of a feature or package, and each grant, by itself', async () => {
    const { catalog } = services()
    const { catalog: before } = await catalog.getCatalog({}, operator(''))
    const packages = given(before).packages.map((one) => (one.code === 'extra' ? { ...one, name: 'More' } : one))
    await catalog.applyCatalog({ catalog: { ...given(before), packages }, isDryRun: false }, operator(make.id('req')))
    const changes = await changesOf('catalog.updated', 'catalog')
    assert.deepEqual(changes, { 'package.extra/name': { from: 'EXTRA', to: 'More' } })
  })
})

describe('an alert about usage', () => {
  it('has the call that reached the limit as its cause, also of calls that commit together', async () => {
    const { user, workspace, namespace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'small')
    const usage = t.part.dial('tenancy', UsageServiceService)
    const events: Event[] = []
    const end = t.part.database.onCommitted((rows) => events.push(...rows.map(({ payload }) => Event.decode(payload))))
    const quantities = [70, 15, 10, 5]
    await Promise.all(
      quantities.map((quantity) =>
        usage.consumeEntitlement(
          { namespaceIdOrUuid: namespace.id, feature: 'credits', quantity, eventId: '', metadata: {} },
          { context: { ...user, workspaceId: workspace.id, requestId: `req_${quantity}` } },
        ),
      ),
    )
    end()
    assert.equal(events.length, 3)
    for (const { requestId, actor, attributesJson } of events) {
      const { threshold, used } = JSON.parse(attributesJson.toString())
      const quantity = Number(requestId.slice('req_'.length))
      assert.ok(used - quantity < threshold && threshold <= used, `${requestId} reached ${threshold} with ${used}`)
      assert.equal(actor?.id, user.principal?.userId)
    }
  })
})
