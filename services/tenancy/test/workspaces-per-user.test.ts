// Two tenancy processes on one real PostgreSQL: how many workspaces a user's keys make.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { make } from '@plinth/testkit'
import { startSecondProcess } from './second-process.ts'
import { outcomes } from './team.ts'
import { asOperator, asUser, startTenancy, wanted } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
let second: Awaited<ReturnType<typeof startSecondProcess>>
let services: (typeof tenancy.workspaces)[]
before(async () => {
  tenancy = await startTenancy()
  second = await startSecondProcess(tenancy.part)
  services = [tenancy.workspaces, second.dial('tenancy', WorkspacesServiceService)]
})
after(() => second?.stop())

const full = { code: 'FEATURE_LIMIT_REACHED' }
const madeBy = async (userId: string): Promise<number> => {
  const [row] = await tenancy.part.database.query<{ made: number }>({
    text: 'SELECT count(*) AS made FROM workspace WHERE made_by = $1 AND deleted_at IS NULL',
    values: [userId],
  })
  return Number(row?.made)
}
/** In both processes, with slugs and without, with Idempotency-Keys and without. */
const createMany = (count: number, contextOf: (at: number) => CallContext) =>
  Array.from({ length: count }, (_, at) => {
    const request = wanted(
      at % 4 < 2
        ? {}
        : {
            slug: make
              .name()
              .toLowerCase()
              .replaceAll(/[^a-z0-9]+/g, '-'),
          },
    )
    const keyed = at % 3 === 0 ? { idempotency: make.idempotency() } : {}
    return (services[at % 2] ?? tenancy.workspaces).createWorkspace(request, {
      context: { ...contextOf(at), ...keyed },
    })
  })

describe('workspaces that one user makes', () => {
  it('are ten at the most; a deleted one makes room', async () => {
    const user = asUser()
    const made = await Promise.all(createMany(10, () => user))
    await assert.rejects(tenancy.create(user), full)
    await assert.rejects(tenancy.create(user, { slug: 'one-too-many' }), full)
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: made[0]?.workspace?.id ?? '' }, { context: user })
    await tenancy.create(user)
    await assert.rejects(tenancy.create(user), full)
  })

  it('are ten when forty are asked for at once, of each of three users', async () => {
    const users = [make.id('usr'), make.id('usr'), make.id('usr')]
    const ends = await outcomes(createMany(120, (at) => asUser(users[at % 3] ?? '')))
    assert.deepEqual(ends, [...Array(90).fill('FEATURE_LIMIT_REACHED'), ...Array(30).fill('done')])
    for (const userId of users) assert.equal(await madeBy(userId), 10)
  })

  it('do not count when an operator makes them, nor when others do that the user then owns', async () => {
    const userId = make.id('usr')
    for (let at = 0; at < 12; at++) await tenancy.create(asOperator(), { ownerId: userId })
    assert.equal(await madeBy(userId), 0)
    await Promise.all(createMany(10, () => asUser(userId)))
    await assert.rejects(tenancy.create(asUser(userId)), full)
    await tenancy.create(asOperator(), { ownerId: userId })
  })

  it('answer a retry as before, though the user has ten by then', async () => {
    const context = asUser(make.id('usr'), { idempotency: make.idempotency() })
    const first = await tenancy.workspaces.createWorkspace(wanted({ name: 'First' }), { context })
    await Promise.all(createMany(9, () => ({ ...context, idempotency: undefined })))
    const again = await tenancy.workspaces.createWorkspace(wanted({ name: 'First' }), { context })
    assert.deepEqual(again, first)
  })
})

describe('a user whose every workspace is suspended', () => {
  it('makes none until one is active again', async () => {
    const user = asUser()
    const [one, other] = [await tenancy.create(user), await tenancy.create(user)]
    const suspend = (idOrSlug: string) =>
      tenancy.workspaces.suspendWorkspace({ idOrSlug, reason: 'Abuse' }, { context: asOperator() })
    await suspend(one.id)
    await tenancy.create(user).then(({ id }) => suspend(id))
    await suspend(other.id)
    const suspended = { code: 'WORKSPACE_SUSPENDED' }
    await assert.rejects(tenancy.create(user), suspended)
    await assert.rejects(tenancy.create(user, { slug: 'after-the-suspension' }), suspended)
    const request = { idOrSlug: one.id, reason: '' }
    await tenancy.workspaces.reactivateWorkspace(request, { context: asOperator() })
    await tenancy.create(user)
  })
})
