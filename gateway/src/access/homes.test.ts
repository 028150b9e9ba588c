import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { Namespace, OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { StoppedClock } from '@plinth/testkit'
import { homesOfObjects } from './homes.ts'

const namespaceOf = (ownerType: OwnerType, workspaceId: string): Namespace => ({
  ...Namespace.decode(new Uint8Array()),
  ...{ ownerType, workspaceId },
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
  const homes = homesOfObjects({ services, clock, ttlMs: 3_000, entriesMax: 10 })
  return { at, clock, of: () => homes.ofNamespace('ns_1', {}) }
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

  it('is none while the namespace is not found, which is not remembered', async () => {
    const { at, of } = scene(undefined)
    assert.deepEqual(await of(), [])
    at.namespace = namespaceOf(OwnerType.OWNER_TYPE_WORKSPACE, 'wks_1')
    assert.deepEqual(await of(), ['wks_1'])
  })
})
