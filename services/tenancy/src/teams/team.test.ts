import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Caller, Role } from '../caller.ts'
import { checkRoleChange, type Membership, type Team } from './team.ts'

const caller: Caller = {
  userId: 'usr_me',
  isOperator: false,
  workspaceId: 'wks_1',
  boundTo: '',
  ifMatchVersion: undefined,
  ifMatchVersions: [],
  planLimits: {},
}
const operator = { ...caller, userId: '', isOperator: true }
const team: Team = { workspaceId: 'wks_1', status: 'active', role: 'owner', ownerCount: 2 }
const of = (role: Role, userId = 'usr_other'): Membership => ({
  workspaceId: 'wks_1',
  userId,
  role,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: 1,
})
const outcome = (by: Caller, known: Partial<Team>, member: Membership, role: Role | undefined): string => {
  try {
    checkRoleChange(by, { ...team, ...known }, member, role)
    return 'yes'
  } catch (err) {
    return err instanceof Error && 'code' in err ? String(err.code) : 'broken'
  }
}
const no = 'INSUFFICIENT_PERMISSIONS'

describe('changing a role', () => {
  it('is for owners and admins, owners’ for owners', () => {
    const byRole = (role: Role, from: Role, to: Role | undefined) => outcome(caller, { role }, of(from), to)
    assert.deepEqual(
      (['owner', 'admin', 'member'] as const).map((role) => [
        byRole(role, 'member', 'admin'),
        byRole(role, 'admin', undefined),
        byRole(role, 'member', 'owner'),
        byRole(role, 'owner', 'member'),
        byRole(role, 'owner', undefined),
      ]),
      [
        ['yes', 'yes', 'yes', 'yes', 'yes'],
        ['yes', 'yes', no, no, no],
        [no, no, no, no, no],
      ],
    )
  })

  it('lets everybody leave, but not rise', () => {
    for (const role of ['owner', 'admin', 'member'] as const)
      assert.equal(outcome(caller, { role }, of(role, 'usr_me'), undefined), 'yes')
    assert.equal(outcome(caller, { role: 'member' }, of('member', 'usr_me'), 'admin'), no)
    assert.equal(outcome(caller, { role: 'admin' }, of('admin', 'usr_me'), 'owner'), no)
  })

  it('keeps the last owner, from operators too', () => {
    for (const by of [caller, operator])
      for (const role of ['admin', 'member', undefined] as const)
        assert.equal(outcome(by, { ownerCount: 1 }, of('owner', 'usr_me'), role), 'STATE_CONFLICT')
    assert.equal(outcome(caller, { ownerCount: 1 }, of('owner', 'usr_me'), 'owner'), 'yes')
  })

  it('waits while the workspace is suspended, except for operators', () => {
    const known = { status: 'suspended' }
    assert.equal(outcome(caller, known, of('member'), 'admin'), 'WORKSPACE_SUSPENDED')
    assert.equal(outcome(caller, known, of('member', 'usr_me'), undefined), 'WORKSPACE_SUSPENDED')
    assert.equal(outcome(operator, { ...known, role: undefined }, of('member'), 'admin'), 'yes')
  })
})
