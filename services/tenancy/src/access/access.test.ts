import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type AccessFacts, type AccessQuestion, decideAccess } from './access.ts'

const question: AccessQuestion = {
  ...{ userId: 'usr_1', workspaceIdOrSlug: 'wks_1', namespaceId: '' },
  ...{ keyWorkspaceId: '', allWorkspaces: false },
}
const facts: AccessFacts = {
  workspace: { id: 'wks_1', tier: 'pro', status: 'active', foreignKeys: 'refuse' },
  role: 'member',
  namespace: undefined,
  hasPersonalNamespace: true,
  plan: { packages: [], boosts: [], catalogVersion: 1, at: new Date(0) },
}
const decide = (asked: Partial<AccessQuestion>, known: Partial<AccessFacts>) =>
  decideAccess({ ...question, ...asked }, { ...facts, ...known })
const namespace = (ownerType: string, ownerId: string, isOwnerSeen = false) => ({
  namespace: { id: 'ns_1', uuid: 'uuid-1', ownerType, ownerId, isOwnerSeen },
})
const named = { namespaceId: 'ns_1' }

describe('access', () => {
  it('is a member’s, and an operator’s without a role', () => {
    const access = {
      ...{ workspaceId: 'wks_1', namespaceId: '', namespaceUuid: '', role: 'member', tier: 'pro', status: 'active' },
    }
    assert.deepEqual(decide({}, {}), access)
    assert.deepEqual(decide({ userId: '' }, { role: undefined }), { ...access, role: undefined })
    assert.throws(() => decide({}, { role: undefined }), { code: 'RESOURCE_NOT_FOUND' })
    assert.throws(() => decide({ userId: '' }, { workspace: undefined }), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('is where the API key acts: its own workspace, and others that allow it to a key made for all', () => {
    const there = (foreignKeys: string) => ({ workspace: { id: 'wks_1', tier: 'pro', status: 'active', foreignKeys } })
    const [plain, all] = [false, true].map((allWorkspaces) => ({ keyWorkspaceId: 'wks_2', allWorkspaces }))
    for (const own of [{ keyWorkspaceId: 'wks_1' }, { keyWorkspaceId: 'wks_1', allWorkspaces: true }])
      assert.equal(decide(own, there('refuse')).workspaceId, 'wks_1')
    for (const [key, foreignKeys] of [
      [plain, 'refuse'],
      [plain, 'allow'],
      [all, 'refuse'],
    ] as const)
      assert.throws(() => decide(key ?? {}, there(foreignKeys)), { code: 'RESOURCE_NOT_FOUND' })
    assert.equal(decide(all ?? {}, there('allow')).workspaceId, 'wks_1')
  })

  it('takes a namespace of the workspace and the user’s own', () => {
    assert.equal(decide(named, namespace('Workspace', 'wks_1', true)).namespaceId, 'ns_1')
    assert.equal(decide(named, namespace('User', 'usr_1')).namespaceId, 'ns_1')
  })

  it('403 for one elsewhere that the caller sees, 404 for one it does not see', () => {
    assert.throws(() => decide(named, namespace('Workspace', 'wks_2', true)), { code: 'NAMESPACE_ACCESS_DENIED' })
    assert.throws(() => decide(named, namespace('Workspace', 'wks_2')), { code: 'RESOURCE_NOT_FOUND' })
    assert.throws(() => decide(named, namespace('User', 'usr_2')), { code: 'RESOURCE_NOT_FOUND' })
    assert.throws(() => decide(named, {}), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('gives operators every user’s namespace, and no workspace’s but the chosen one', () => {
    const operator = { ...named, userId: '' }
    assert.equal(decide(operator, { ...namespace('User', 'usr_2'), role: undefined }).namespaceId, 'ns_1')
    const elsewhere = { ...namespace('Workspace', 'wks_2', true), role: undefined }
    assert.throws(() => decide(operator, elsewhere), { code: 'NAMESPACE_ACCESS_DENIED' })
    const inDeleted = { ...namespace('Workspace', 'wks_2'), role: undefined }
    assert.throws(() => decide(operator, inDeleted), { code: 'RESOURCE_NOT_FOUND' })
  })
})
