import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import {
  ForeignKeysServiceService as ForeignKeys,
  type RecordForeignKeysRequest,
} from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import { eventually } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const told = (mesh: Mesh) =>
  mesh.script.seen
    .filter(({ method }) => method === ForeignKeys.recordForeignKeys.path)
    .map(({ request }) => (request as RecordForeignKeysRequest).foreignKeys)
const inOther = (mesh: Mesh, key: string) =>
  mesh.ask('GET', '/api/v1/webhooks', { key, headers: { 'x-workspace-id': 'wks_other' } })

describe('keys at work in workspaces that are not their own', () => {
  it('are reported once each, however often they were used, and no other keys', async () => {
    // None but the last flush, of stop().
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '5000' })
    try {
      const [wide, home] = [mesh.key({ allWorkspaces: true }), mesh.key({ workspaceId: 'wks_other' })]
      for (const key of [wide, wide, home, mesh.operatorKey(), mesh.key()]) await inOther(mesh, key)
      const operations = [{ action: 'update', id: 'wks_other', data: { name: 'Other' } }]
      await mesh.ask('POST', '/api/v1/workspaces/batch', {
        key: mesh.key({ allWorkspaces: true }),
        body: { operations },
      })
      await mesh.ask('GET', '/api/v1/webhooks', { key: wide })
    } finally {
      await mesh.stop()
    }
    const keys = told(mesh).flat()
    assert.deepEqual(keys.map(({ keyId }) => keyId).sort(), ['key_0', 'key_4'])
    for (const { prefix, ...key } of keys) {
      assert.deepEqual(key, { ...key, workspaceId: 'wks_other', userId: 'usr_jane' })
      assert.match(prefix, /^sk_live_\w{4}$/)
    }
  })

  it('are told again until tenancy takes them', async () => {
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '50' })
    try {
      mesh.script.refuse(ForeignKeys.recordForeignKeys, new PlinthError('SERVICE_UNAVAILABLE', 'Gone.'))
      await inOther(mesh, mesh.key({ allWorkspaces: true }))
      await eventually(() => assert.ok(told(mesh).length >= 2))
      mesh.script.allow(ForeignKeys.recordForeignKeys)
      const tries = told(mesh).length
      await eventually(() => assert.ok(told(mesh).length > tries))
    } finally {
      await mesh.stop()
    }
    for (const keys of told(mesh))
      assert.deepEqual(
        keys.map(({ keyId }) => keyId),
        ['key_0'],
      )
  })
})
