import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { changeTimes } from '@plinth/kit/owner-changes'
import { Namespace, OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { StoppedClock } from '@plinth/testkit'
import { homesOfObjects } from './homes.ts'

const namespaceOf = (ownerType: OwnerType, workspaceId: string): Namespace => ({
  ...Namespace.decode(new Uint8Array()),
  ...{ id: 'ns_1', uuid: '550e8400-e29b-41d4-a716-446655440000', ownerType, workspaceId },
})

function scene(namespace: Namespace | undefined) {
  const clock = new StoppedClock()
  const at = { asked: 0, namespace }
  const getNamespace = async () => {
    at.asked++
    if (at.namespace === undefined) throw new PlinthError('RESOURCE_NOT_FOUND', 'The namespace was not found.')
    return { namespace: at.namespace }
  }
  const listUserWorkspaceIds = async () => ({ workspaceIds: [] })
  const services = { namespaces: { getNamespace }, memberships: { listUserWorkspaceIds } }
  const changes = changeTimes(() => clock.monotonicMs(), 10)
  const homes = homesOfObjects({ services, clock, changes, ttlMs: 3_000, entriesMax: 10 })
  return { at, clock, changes, of: (name = 'ns_1') => homes.ofNamespace(name, {}) }
}

describe('the workspace of a namespace', () => {
  it('is asked for once when it owns the namespace, since that never changes', async () => {
    const { at, clock, of } = scene(namespaceOf(OwnerType.OWNER_TYPE_WORKSPACE, 'wks_1'))
    for (let times = 0; times < 3; times++) {
      assert.deepEqual(await of(), ['wks_1'])
      clock.pass(60_000)
    }
    assert.equal(at.asked, 1)
  })

  it('is asked for again after a while when it pays for the namespace of a user', async () => {
    const { at, clock, of } = scene(namespaceOf(OwnerType.OWNER_TYPE_USER, 'wks_1'))
    assert.deepEqual([await of(), await of(), at.asked], [['wks_1'], ['wks_1'], 1])
    at.namespace = namespaceOf(OwnerType.OWNER_TYPE_USER, 'wks_2')
    clock.pass(3_000)
    assert.deepEqual(await of(), ['wks_2'])
    at.namespace = namespaceOf(OwnerType.OWNER_TYPE_USER, '')
    clock.pass(3_000)
    assert.deepEqual(await of(), [])
  })

  it('is asked for again after a write to the namespace, by whichever of its names', async () => {
    const { at, changes, of } = scene(namespaceOf(OwnerType.OWNER_TYPE_USER, 'wks_1'))
    const { id, uuid } = at.namespace ?? assert.fail()
    for (const name of [id, uuid])
      for (const written of [id, uuid]) {
        at.namespace = namespaceOf(OwnerType.OWNER_TYPE_USER, 'wks_1')
        changes.note([written])
        assert.deepEqual(await of(name), ['wks_1'])
        at.namespace = namespaceOf(OwnerType.OWNER_TYPE_USER, 'wks_2')
        changes.note([written])
        assert.deepEqual(await of(name), ['wks_2'])
      }
  })

  it('is none while the namespace is not found, which is not remembered', async () => {
    const { at, of } = scene(undefined)
    assert.deepEqual(await of(), [])
    at.namespace = namespaceOf(OwnerType.OWNER_TYPE_WORKSPACE, 'wks_1')
    assert.deepEqual(await of(), ['wks_1'])
  })
})
