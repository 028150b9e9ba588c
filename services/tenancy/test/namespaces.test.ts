import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { make } from '@plinth/testkit'
import { ofUser, ofWorkspace, startNamespaces } from './namespaces.ts'
import { outcomes } from './team.ts'
import { asOperator, asUser } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startNamespaces>>
before(async () => {
  tenancy = await startNamespaces()
})

const notFound = { code: 'RESOURCE_NOT_FOUND', message: 'The namespace was not found.' }
const refused = { code: 'INSUFFICIENT_PERMISSIONS' }
const invalid = (details: Record<string, string[]>) => ({ code: 'VALIDATION_ERROR', details })
const slugs = (rows: readonly { slug: string }[]) => rows.map(({ slug }) => slug).sort()

describe('CreateNamespace', () => {
  it('keeps texts that look like escapes of JSON as they are', async () => {
    const { as, admin } = await tenancy.team()
    const texts = ['C:\\ud800\\x', 'a\\u0000b', '\\\\udc00', '"\\u0000"']
    for (const text of texts) {
      const written = { name: text, description: text, tags: [text], metadata: { [text]: text } }
      const { id } = await tenancy.createNamespace(as(admin), {
        ...written,
        settingsJson: JSON.stringify({ [text]: text }),
      })
      const { name, description, tags, metadata, settingsJson } = await tenancy.read(as(admin), id)
      assert.deepEqual({ name, description, tags, metadata }, written)
      assert.deepEqual(JSON.parse(settingsJson), { [text]: text })
    }
  })

  it('makes one of the workspace in context, whole, and says so', async () => {
    const { id, as, admin } = await tenancy.team()
    const { createdAt, updatedAt, ...made } = await tenancy.createNamespace(as(admin), {
      name: 'Client: Acme',
      slug: 'client-acme',
      description: 'All of Acme',
      settingsJson: '{"theme":"dark","cleared":null}',
      tags: ['blue'],
      metadata: { crm: '42' },
    })
    assert.match(made.id, /^ns_/)
    assert.deepEqual(made, {
      id: made.id,
      uuid: made.uuid,
      name: 'Client: Acme',
      slug: 'client-acme',
      ownerType: ofWorkspace,
      ownerId: id,
      workspaceId: id,
      description: 'All of Acme',
      settingsJson: '{"theme":"dark"}',
      tags: ['blue'],
      metadata: { crm: '42' },
      isDefault: false,
      isActive: true,
      version: 1,
    })
    assert.deepEqual(await tenancy.read(as(admin), made.uuid), { createdAt, updatedAt, ...made })
    const said = (await tenancy.eventsOf(id)).findLast(({ type }) => type === 'namespace.created')
    assert.deepEqual(said?.attributes, {
      id: made.id,
      uuid: made.uuid,
      name: 'Client: Acme',
      slug: 'client-acme',
      owner_type: 'Workspace',
      owner_id: id,
      workspace_id: id,
      description: 'All of Acme',
      settings: { theme: 'dark' },
      is_default: false,
      is_active: true,
      created_at: createdAt?.toISOString(),
      updated_at: updatedAt?.toISOString(),
    })
  })

  it('is a manager’s where a workspace owns it, and the user’s where a user does', async () => {
    const { id, as, owner, member, operator } = await tenancy.team()
    const other = await tenancy.team()
    await assert.rejects(tenancy.createNamespace(as(member)), refused)
    const intruding = { ownerType: ofWorkspace, ownerId: other.id }
    for (const ownerId of [other.id, make.id('wks')])
      await assert.rejects(
        tenancy.createNamespace(as(owner), { ...intruding, ownerId }),
        invalid({ owner_id: ['The workspace does not exist, or you are not a member of it.'] }),
      )
    await assert.rejects(tenancy.createNamespace(asOperator()), { code: 'MISSING_WORKSPACE_CONTEXT' })
    assert.equal((await tenancy.createNamespace(operator)).ownerId, id)
    assert.equal((await tenancy.createNamespace(as(member), { ownerType: ofUser })).ownerId, member)
    await assert.rejects(tenancy.createNamespace(as(owner), { ownerType: ofUser, ownerId: member }), refused)
    await assert.rejects(tenancy.createNamespace(operator, { ownerType: ofUser }), { code: 'VALIDATION_ERROR' })
  })

  it('gives a user whom an operator names first the Personal one, as default, too', async () => {
    const ownerId = make.id('usr')
    await tenancy.createNamespace(asOperator(), { ownerType: ofUser, ownerId, slug: 'second' })
    assert.deepEqual((await tenancy.ownedBy(ownerId)).map(({ slug, isDefault }) => [slug, isDefault]).sort(), [
      ['personal', true],
      ['second', false],
    ])
  })

  it('lets a workspace pay for a user’s where a manager of it says so, and tells it', async () => {
    const { id, as, admin, member } = await tenancy.team()
    const other = await tenancy.team()
    const wanted = { ownerType: ofUser, workspaceId: id }
    await assert.rejects(tenancy.createNamespace(as(member), wanted), refused)
    await assert.rejects(
      tenancy.createNamespace(as(admin), { ...wanted, workspaceId: other.id }),
      invalid({ workspace_id: ['The workspace does not exist, or you are not a member of it.'] }),
    )
    const made = await tenancy.createNamespace(as(admin), wanted)
    assert.equal(made.workspaceId, id)
    assert.ok((await tenancy.eventsOf(id)).some(({ objectId }) => objectId === made.id))
    await assert.rejects(
      tenancy.createNamespace(as(admin), { workspaceId: other.id }),
      invalid({ workspace_id: ['The workspace that owns a namespace must also pay for it.'] }),
    )
  })

  it('takes a slug once per owner, also of ten at once', async () => {
    const { as, owner } = await tenancy.team()
    const codes = await outcomes(Array.from({ length: 10 }, () => tenancy.createNamespace(as(owner), { slug: 'same' })))
    assert.deepEqual(codes, [...Array(9).fill('DUPLICATE_RESOURCE'), 'done'])
    await tenancy.createNamespace(as(owner), { slug: 'same', ownerType: ofUser })
    const other = await tenancy.team()
    await tenancy.createNamespace(other.as(other.owner), { slug: 'same' })
  })

  it('never exceeds the plan of who pays, however many at once', async () => {
    const { id, as, owner } = await tenancy.team()
    const context = as(owner, { planLimits: { 'plinth.namespaces': 4 } })
    const codes = await outcomes(
      Array.from({ length: 8 }, (_, at) =>
        tenancy.createNamespace(context, at % 2 === 0 ? {} : { ownerType: ofUser, workspaceId: id }),
      ),
    )
    assert.deepEqual(codes, [...Array(5).fill('FEATURE_LIMIT_REACHED'), ...Array(3).fill('done')])
    assert.equal((await tenancy.list(asOperator(), paidBy(id))).length, 4)
    const free = await tenancy.createNamespace(context, { ownerType: ofUser })
    await assert.rejects(tenancy.change(context, free.id, { workspaceId: id }), { code: 'FEATURE_LIMIT_REACHED' })
  })

  it('names every mistake', async () => {
    const { as, owner } = await tenancy.team()
    const wrong = { slug: 'No', description: 'x'.repeat(1_001), tags: [''] }
    for (const name of [' ', 'x'.repeat(256)])
      await assert.rejects(tenancy.createNamespace(as(owner), { ...wrong, name }), (err: { details: object }) => {
        assert.deepEqual(Object.keys(err.details).sort(), ['description', 'name', 'slug', 'tags'])
        return true
      })
    await tenancy.createNamespace(as(owner), { name: 'x'.repeat(255), description: 'x'.repeat(1_000) })
  })
})

const paidBy = (workspaceId: string) => ({
  filters: [{ field: 'workspace_id', operator: Filter_Operator.OPERATOR_EQUALS, value: workspaceId }],
})

describe('access to namespaces', () => {
  it('is the owning user’s, and any member’s of the owning workspace; paying gives none', async () => {
    const { id, as, admin, member } = await tenancy.team()
    const shared = await tenancy.createNamespace(as(admin))
    const own = await tenancy.createNamespace(as(admin), { ownerType: ofUser, workspaceId: id })
    assert.equal((await tenancy.read(as(member), shared.id)).id, shared.id)
    assert.equal((await tenancy.read(asUser(admin), own.uuid)).id, own.id)
    for (const context of [as(member), asUser()])
      for (const name of [own.id, own.uuid]) await assert.rejects(tenancy.read(context, name), notFound)
    for (const name of [shared.id, shared.uuid, make.id('ns'), randomUUID(), 'x'])
      await assert.rejects(tenancy.read(asUser(), name), notFound)
    assert.equal((await tenancy.read(asOperator(), own.id)).id, own.id)
  })

  it('ends with membership and workspace, and rests while the workspace is suspended', async () => {
    const { id, as, owner, member, operator } = await tenancy.team()
    const { id: ns } = await tenancy.createNamespace(as(owner))
    await tenancy.members.removeMember({ userId: member }, { context: as(member) })
    await assert.rejects(tenancy.read(as(member), ns), notFound)
    await tenancy.workspaces.suspendWorkspace({ idOrSlug: id, reason: '' }, { context: operator })
    const suspended = { code: 'WORKSPACE_SUSPENDED' }
    await assert.rejects(tenancy.read(as(owner), ns), suspended)
    await assert.rejects(tenancy.change(as(owner), ns, { name: 'x' }), suspended)
    await assert.rejects(tenancy.createNamespace(as(owner)), suspended)
    await tenancy.change(operator, ns, { name: 'Kept' })
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context: operator })
    for (const context of [as(owner), operator]) await assert.rejects(tenancy.read(context, ns), notFound)
  })

  it('to change is a manager’s, in a workspace', async () => {
    const { as, admin, member } = await tenancy.team()
    const { id: ns } = await tenancy.createNamespace(as(admin))
    await assert.rejects(tenancy.change(as(member), ns, { name: 'x' }), refused)
    await assert.rejects(tenancy.drop(as(member), ns), refused)
    await assert.rejects(tenancy.setDefault(as(member), ns), refused)
    await assert.rejects(tenancy.change(asUser(), ns, {}), notFound)
    await assert.rejects(tenancy.drop(asUser(), ns), notFound)
    await assert.rejects(tenancy.setDefault(asUser(), ns), notFound)
  })
})

describe('ListNamespaces', () => {
  it('holds everything the caller can reach, in any workspace, and nothing else', async () => {
    const [one, other, foreign] = [await tenancy.team(), await tenancy.team(), await tenancy.team()]
    await tenancy.join(other.id, one.member, 'member')
    await tenancy.createNamespace(one.as(one.owner), { slug: 'one' })
    await tenancy.createNamespace(other.as(other.owner), { slug: 'other' })
    await tenancy.createNamespace(foreign.as(foreign.owner), { slug: 'foreign' })
    await tenancy.createNamespace(one.as(one.owner), { slug: 'paid', ownerType: ofUser, workspaceId: one.id })
    await tenancy.createNamespace(asUser(one.member), { slug: 'mine', ownerType: ofUser })
    const context = one.as(one.member)
    assert.deepEqual(slugs(await tenancy.list(context)), ['default', 'default', 'mine', 'one', 'other', 'personal'])
    const found = async (field: string, value: string, operator: Filter_Operator = Filter_Operator.OPERATOR_EQUALS) =>
      slugs(await tenancy.list(context, { filters: [{ field, operator, value }] }))
    assert.deepEqual(await found('owner_type', 'User'), ['mine', 'personal'])
    assert.deepEqual(await found('workspace_id', one.id), ['default', 'one'])
    assert.deepEqual(await found('workspace_id', foreign.id), [])
    assert.deepEqual(await found('is_active', 'false'), [])
    assert.deepEqual(await found('search', 'PERSON', Filter_Operator.OPERATOR_SEARCH), ['personal'])
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: other.id }, { context: asOperator() })
    assert.deepEqual(slugs(await tenancy.list(context)), ['default', 'mine', 'one', 'personal'])
  })
})

describe('UpdateNamespace', () => {
  it('changes what is given, clears what is null, merges settings, and nothing happens without a change', async () => {
    const { id, as, owner } = await tenancy.team()
    const context = as(owner)
    const made = await tenancy.createNamespace(context, { description: 'Old', settingsJson: '{"a":1,"b":2}' })
    const changed = await tenancy.change(context, made.id, {
      name: 'New',
      slug: 'new',
      settingsJson: '{"a":null,"c":3}',
      tags: { values: ['x'] },
      metadata: { values: { k: 'v' } },
      isActive: false,
      cleared: ['description'],
    })
    assert.deepEqual(
      { ...changed, updatedAt: undefined },
      {
        ...made,
        name: 'New',
        slug: 'new',
        description: '',
        settingsJson: '{"b":2,"c":3}',
        tags: ['x'],
        metadata: { k: 'v' },
        isActive: false,
        version: 2,
        updatedAt: undefined,
      },
    )
    assert.equal((await tenancy.change(context, made.id, { name: 'New' })).version, 2)
    const said = (await tenancy.eventsOf(id)).filter(({ type }) => type === 'namespace.updated')
    assert.equal(said.length, 1)
    await assert.rejects(tenancy.change(context, made.id, { slug: 'default' }), { code: 'DUPLICATE_RESOURCE' })
    await assert.rejects(tenancy.change({ ...context, ifMatchVersion: 1 }, made.id, { name: 'Late' }), {
      code: 'PRECONDITION_FAILED',
    })
  })

  it('moves a user’s to who pays next, and back; a workspace’s stays its owner’s', async () => {
    const { id, as, owner, member } = await tenancy.team()
    const own = await tenancy.createNamespace(as(owner), { ownerType: ofUser })
    assert.equal((await tenancy.change(as(owner), own.id, { workspaceId: id })).workspaceId, id)
    assert.equal((await tenancy.change(as(owner), own.id, { cleared: ['workspace_id'] })).workspaceId, '')
    const said = (await tenancy.eventsOf(id)).filter(({ objectId }) => objectId === own.id)
    assert.deepEqual(
      said.map(({ attributes }) => attributes['workspace_id']),
      [id, null],
    )
    const members = await tenancy.createNamespace(as(member), { ownerType: ofUser })
    await assert.rejects(tenancy.change(as(member), members.id, { workspaceId: id }), refused)
    const shared = await tenancy.createNamespace(as(owner))
    const fixed = { code: 'VALIDATION_ERROR' }
    await assert.rejects(tenancy.change(as(owner), shared.id, { cleared: ['workspace_id'] }), fixed)
  })
})
