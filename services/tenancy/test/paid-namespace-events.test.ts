// Events about users' namespaces, as the workspaces that pay for them receive and record them.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { MembershipsServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { make } from '@plinth/testkit'
import { type Paid, paidNamespaces, usersOwn } from './paid-namespaces.ts'
import { asUser, given } from './tenancy.ts'

let t: Paid
before(async () => {
  t = await paidNamespaces()
})

const content = {
  description: 'my private note',
  settingsJson: '{"password":"hunter2"}',
  tags: ['secret-tag'],
  metadata: { iban: 'DE00' },
}
const updated = { ...content, tags: { values: content.tags }, metadata: { values: content.metadata } }
const marks = /private note|password|hunter2|secret-tag|iban|DE00/

type People = Awaited<ReturnType<Paid['paid']>>

describe('an event about a user’s namespace, to the workspace that pays', () => {
  const steps: [string, string, (paid: People) => Promise<unknown>][] = [
    ['is updated', 'namespace.updated', ({ own, namespaceId }) => t.change(own.context, namespaceId, { name: 'New' })],
    ['is detached by its owner', 'namespace.updated', ({ own, namespaceId }) => t.detach(own, namespaceId)],
    ['is detached by the payer', 'namespace.updated', ({ as, owner, namespaceId }) => t.detach(as(owner), namespaceId)],
    [
      'becomes the default',
      'namespace.updated',
      ({ own, namespaceId }) => t.namespaces.setDefaultNamespace({ idOrUuid: namespaceId }, own),
    ],
    [
      'is deleted',
      'namespace.deleted',
      ({ own, namespaceId }) => t.namespaces.deleteNamespace({ idOrUuid: namespaceId }, own),
    ],
    [
      'is no longer paid for after its owner left',
      'namespace.updated',
      ({ as, admin }) => t.members.removeMember({ userId: admin }, as(admin)),
    ],
    [
      'goes with its user',
      'namespace.deleted',
      ({ admin }) =>
        t.part.dial('tenancy', MembershipsServiceService).endUser({ userId: admin, userVersion: 1 }, t.operator),
    ],
  ]
  for (const [when, type, step] of steps)
    it(`holds no content of it when it ${when}`, async () => {
      const paid = await t.paid('Laboratory')
      await t.change(paid.own.context, paid.namespaceId, updated)
      await step(paid)
      const told = await t.eventsAbout(paid.id, paid.namespaceId)
      assert.deepEqual(
        told.map((event) => event.type),
        ['namespace.created', 'namespace.updated', type],
      )
      assert.doesNotMatch(JSON.stringify(told), marks)
      for (const { attributes } of told)
        assert.deepEqual([attributes['description'], attributes['settings']], [null, {}])
    })

  it('holds no content of it when it is created, and says what the payer may know', async () => {
    const { id, admin, own } = await t.paid()
    const request = { ...usersOwn('Laboratory', id), ...content }
    const made = given((await t.namespaces.createNamespace(request, own)).namespace)
    const [told] = await t.eventsAbout(id, made.id)
    assert.doesNotMatch(JSON.stringify(told), marks)
    assert.deepEqual(
      [told?.attributes['name'], told?.attributes['owner_id'], told?.attributes['workspace_id']],
      ['Laboratory', admin, id],
    )
    const { created_at: _at, ...changes } = told?.changes ?? {}
    const seen = {
      ...{ id: made.id, uuid: made.uuid, name: 'Laboratory', slug: made.slug, owner_type: 'User', owner_id: admin },
      ...{ workspace_id: id, is_default: false, is_active: true },
    }
    const fromNothing = Object.entries(seen).map(([field, to]) => [field, { from: null, to }])
    assert.deepEqual(changes, Object.fromEntries(fromNothing))
  })

  it('names no other workspace when another one pays from now on: the first hears of the end alone', async () => {
    const { id, namespaceId, own, admin } = await t.paid('Laboratory')
    const { id: nextId } = await t.create(asUser(make.id('usr')))
    await t.join(nextId, admin, 'admin')
    await t.change(own.context, namespaceId, { workspaceId: nextId, name: 'Renamed', ...updated })
    const [left, came] = [await t.eventsAbout(id, namespaceId), await t.eventsAbout(nextId, namespaceId)]
    assert.doesNotMatch(JSON.stringify([left, came]), marks)
    assert.deepEqual(left.at(-1)?.changes, { workspace_id: { from: id, to: null } })
    assert.deepEqual(left.map(shown('workspace_id', 'name')).at(-1), [null, 'Laboratory'])
    assert.deepEqual(came.map(shown('workspace_id', 'name')), [[nextId, 'Renamed']])
    assert.deepEqual(came.at(-1)?.changes, { workspace_id: { from: null, to: nextId } })
    const unseen = (await t.eventsAbout('', namespaceId)).at(-1)?.changes ?? {}
    assert.deepEqual(unseen['name'], { from: 'Laboratory', to: 'Renamed' })
    assert.deepEqual(unseen['settings.password'], { from: null, to: 'hunter2' })
    assert.equal('workspace_id' in unseen, false)
  })

  it('leaves changes of content to an event for operators alone, and what it shows itself out of that', async () => {
    const { id, own, namespaceId } = await t.paid('Laboratory')
    await t.change(own.context, namespaceId, { name: 'Renamed' })
    assert.deepEqual(await t.eventsAbout('', namespaceId), [])
    await t.change(own.context, namespaceId, { name: 'Renamed again', ...updated })
    const [seen, unseen] = [await t.eventsAbout(id, namespaceId), await t.eventsAbout('', namespaceId)]
    assert.deepEqual(seen.at(-1)?.changes, { name: { from: 'Renamed', to: 'Renamed again' } })
    assert.deepEqual(
      unseen.map(({ changes }) => Object.keys(changes ?? {})),
      [['description', 'settings.password', 'tags', 'metadata.iban']],
    )
  })
})

describe('an event about another namespace', () => {
  it('holds the content of a workspace’s own', async () => {
    const { id, as, owner } = await t.paid()
    const namespaceId = await t.defaultOf(id)
    await t.change(as(owner).context, namespaceId, updated)
    const last = (await t.eventsAbout(id, namespaceId)).at(-1)
    assert.deepEqual(
      [last?.attributes['description'], last?.attributes['settings']],
      [content.description, JSON.parse(content.settingsJson)],
    )
    assert.deepEqual(last?.changes, {
      description: { from: null, to: content.description },
      'settings.password': { from: null, to: 'hunter2' },
      tags: { from: [], to: content.tags },
      'metadata.iban': { from: null, to: 'DE00' },
    })
  })

  it('holds the content of a user’s own that no workspace pays for, and goes to none', async () => {
    const { own, namespaceId, id } = await t.paid()
    await t.detach(own, namespaceId)
    await t.change(own.context, namespaceId, updated)
    const last = (await t.eventsAbout('', namespaceId)).at(-1)
    assert.equal(last?.attributes['description'], content.description)
    assert.equal((await t.eventsAbout(id, namespaceId)).length, 2)
  })
})

const shown =
  (...fields: string[]) =>
  ({ attributes }: { attributes: Record<string, unknown> }) =>
    fields.map((field) => attributes[field])
