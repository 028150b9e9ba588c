import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { make } from '@plinth/testkit'
import { startSecondProcess } from './second-process.ts'
import { asOperator, asUser, startTenancy, wanted } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
let second: Awaited<ReturnType<typeof startSecondProcess>>
before(async () => {
  tenancy = await startTenancy()
  second = await startSecondProcess(tenancy.part)
})
after(() => second.stop())

const count = 60
const keyed = (userId: string) => asUser(userId, { idempotency: make.idempotency() })
const create = async (context: CallContext, name = 'Acme', slug = '') => {
  const { workspace } = await tenancy.workspaces.createWorkspace(wanted({ name, slug }), { context })
  return workspace
}

describe('workspaces that are asked for at once', () => {
  it('are made each with its own answer, owner, namespaces and events', async () => {
    const users = Array.from({ length: count }, () => make.id('usr'))
    const made = await Promise.all(users.map((userId, at) => create(keyed(userId), `Acme ${at}`)))
    for (const [at, workspace] of made.entries()) {
      const userId = users[at] ?? ''
      assert.equal(workspace?.name, `Acme ${at}`)
      assert.deepEqual(await tenancy.get(asUser(userId), workspace.id), workspace)
      const types = (await tenancy.eventsOf(workspace.id)).map(({ type }) => type).sort()
      assert.deepEqual(types, ['member.added', 'namespace.created', 'workspace.created'])
    }
    const owners = await tenancy.part.database.query<{ namespaces: number }>({
      text: `SELECT count(*) AS namespaces FROM namespace WHERE owner_id = ANY ($1) AND is_default GROUP BY owner_id`,
      values: [[...users, ...made.map((workspace) => workspace?.id)]],
    })
    assert.deepEqual(
      owners.map(({ namespaces }) => namespaces),
      Array(2 * count).fill(1),
    )
  })

  it('are made once for each key: a twin among them is refused or gets its answer, and so does a retry', async () => {
    const contexts = Array.from({ length: count / 2 }, () => keyed(make.id('usr')))
    const twins = contexts.map((context) => ({ ...context, requestId: make.id('req') }))
    const results = await Promise.allSettled([...contexts, ...twins].map((context) => create(context)))
    const retried = await Promise.all(contexts.map((context) => create(context)))
    for (const [at, result] of results.entries()) {
      if (result.status === 'rejected') assert.equal(result.reason.code, 'IDEMPOTENCY_IN_PROGRESS')
      else assert.deepEqual(result.value, retried[at % contexts.length])
    }
    const owners = await tenancy.part.database.query<{ workspaces: number }>({
      text: 'SELECT count(*) AS workspaces FROM membership WHERE user_id = ANY ($1) GROUP BY user_id',
      values: [contexts.map(({ principal }) => principal?.userId)],
    })
    assert.deepEqual(
      owners.map(({ workspaces }) => workspaces),
      Array(contexts.length).fill(1),
    )
  })

  it('are refused one by one: what one may not have costs the others nothing', async () => {
    const names = Array.from({ length: count }, (_, at) => (at % 3 === 0 ? ' ' : `Acme ${at}`))
    const results = await Promise.allSettled(names.map((name) => create(keyed(make.id('usr')), name)))
    assert.deepEqual(
      results.map((result) => (result.status === 'rejected' ? result.reason.code : result.value?.name)),
      names.map((name) => (name === ' ' ? 'VALIDATION_ERROR' : name)),
    )
  })

  it('keep a taken slug to themselves, and the same refusal for the same key', async () => {
    const { slug } = await tenancy.create(asUser())
    const context = keyed(make.id('usr'))
    const taken = { code: 'DUPLICATE_RESOURCE', details: { conflicting_field: ['slug'] } }
    const [refused, ...others] = await Promise.allSettled([
      create(context, 'Acme', slug),
      ...Array.from({ length: 10 }, () => create(keyed(make.id('usr')))),
    ])
    assert.ok(others.every(({ status }) => status === 'fulfilled'))
    assert.deepEqual(refused?.status === 'rejected' && refused.reason.code, taken.code)
    await tenancy.part.database.query({ text: 'UPDATE workspace SET slug = id WHERE slug = $1', values: [slug] })
    await assert.rejects(create(context, 'Acme', slug), taken)
  })

  it('make one user’s Personal namespace once, also across services', async () => {
    const userId = make.id('usr')
    const both = [tenancy.workspaces, second.dial('tenancy', WorkspacesServiceService)]
    const create = () => both.map((one) => one.createWorkspace(wanted({ ownerId: userId }), { context: asOperator() }))
    await Promise.all(Array.from({ length: 20 }, create).flat())
    const rows = await tenancy.part.database.query({
      text: 'SELECT slug FROM namespace WHERE owner_id = $1',
      values: [userId],
    })
    assert.deepEqual(rows, [{ slug: 'personal' }])
  })
})
