import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Tx } from '@plinth/kit/db'
import { eventually } from '@plinth/testkit'
import { lockOwner } from '../src/owner-lock.ts'
import { startNamespaces } from './namespaces.ts'
import { outcomes } from './team.ts'
import { asOperator } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startNamespaces>>
before(async () => {
  tenancy = await startNamespaces()
})

const notFound = { code: 'RESOURCE_NOT_FOUND', message: 'The namespace was not found.' }

describe('the default namespace', () => {
  it('is one per owner: setting one clears the other, and both are said', async () => {
    const { id, as, owner } = await tenancy.team()
    const [first = ''] = await tenancy.defaultsOf(id)
    const made = await tenancy.createNamespace(as(owner), { isDefault: true })
    assert.deepEqual(await tenancy.defaultsOf(id), [made.id])
    assert.equal((await tenancy.setDefault(as(owner), first)).isDefault, true)
    assert.equal((await tenancy.setDefault(as(owner), first)).version, 3)
    assert.deepEqual(await tenancy.defaultsOf(id), [first])
    const said = (await tenancy.eventsOf(id)).filter(({ type }) => type === 'namespace.updated')
    assert.deepEqual(new Set(said.map(({ objectId }) => objectId)), new Set([first, made.id]))
  })

  it('stays one when twenty are set, made and deleted at once', async () => {
    const { id, as, owner } = await tenancy.team()
    const context = as(owner)
    const made = await Promise.all(Array.from({ length: 10 }, () => tenancy.createNamespace(context)))
    await outcomes([
      ...made.map((namespace) => tenancy.setDefault(context, namespace.id)),
      ...made.slice(0, 5).map((namespace) => tenancy.drop(context, namespace.id)),
      ...Array.from({ length: 5 }, () => tenancy.createNamespace(context, { isDefault: true })),
    ])
    assert.equal((await tenancy.defaultsOf(id)).length, 1)
  })

  it('passes to the oldest in use when it is deleted, and the next one made takes an empty place', async () => {
    const { id, as, owner } = await tenancy.team()
    const context = as(owner)
    const [first = ''] = await tenancy.defaultsOf(id)
    const [idle, used] = [await tenancy.createNamespace(context), await tenancy.createNamespace(context)]
    await tenancy.change(context, idle.id, { isActive: false })
    await tenancy.drop(context, first)
    assert.deepEqual(await tenancy.defaultsOf(id), [used.id])
    await tenancy.drop(context, used.id)
    await tenancy.drop(context, idle.id)
    assert.deepEqual(await tenancy.ownedBy(id), [])
    assert.equal((await tenancy.createNamespace(context)).isDefault, true)
  })
})

describe('DeleteWorkspace', () => {
  it('waits for whoever changes several of its namespaces, and takes them all along', async () => {
    const { database } = tenancy.part
    const { id, as, owner } = await tenancy.team()
    const [first = ''] = await tenancy.defaultsOf(id)
    const second = await tenancy.createNamespace(as(owner))
    const touchRow = (tx: Tx, namespaceId: string) =>
      tx.query({ text: 'UPDATE namespace SET version = version + 1 WHERE id = $1', values: [namespaceId] })
    const isWaitedFor = async (pid: number | undefined) => {
      const text = 'SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))'
      assert.equal((await database.query({ text, values: [pid] })).length, 1)
    }
    // Against the order in which the deletion comes by them.
    const deleted = await database.transaction(async (tx) => {
      await lockOwner(tx, id)
      await touchRow(tx, second.id)
      const deletion = tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context: asOperator() })
      const [own] = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })
      await eventually(() => isWaitedFor(own?.pid))
      await touchRow(tx, first)
      return { deletion }
    })
    await deleted.deletion
    assert.deepEqual(await tenancy.ownedBy(id), [])
  })
})

describe('DeleteNamespace', () => {
  it('is soft: gone for all, its slug free again, and said', async () => {
    const { id, as, owner } = await tenancy.team()
    const made = await tenancy.createNamespace(as(owner), { slug: 'again' })
    const stale = as(owner, { ifMatchVersion: made.version + 1 })
    await assert.rejects(tenancy.drop(stale, made.id), { code: 'PRECONDITION_FAILED' })
    await tenancy.drop(as(owner), made.uuid)
    const text = 'SELECT deleted_at IS NOT NULL AS is_kept FROM namespace WHERE id = $1'
    assert.deepEqual(await tenancy.part.database.query({ text, values: [made.id] }), [{ is_kept: true }])
    for (const context of [as(owner), asOperator()]) await assert.rejects(tenancy.read(context, made.id), notFound)
    await assert.rejects(tenancy.drop(as(owner), made.id), notFound)
    assert.equal((await tenancy.eventsOf(id)).at(-1)?.type, 'namespace.deleted')
    await tenancy.createNamespace(as(owner), { slug: 'again' })
  })
})
