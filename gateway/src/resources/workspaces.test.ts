import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reservedWorkspaceSlugs } from '@plinth/kit/field-limits'
import { operations } from '../operations.ts'

describe('the slug of a workspace', () => {
  it('is no literal segment below /workspaces, which a path would find instead of the workspace', () => {
    const segments = operations.flatMap(({ path }) => /^\/workspaces\/([^/{]+)/.exec(path)?.[1] ?? [])
    assert.deepEqual([...new Set(segments)].sort(), [...reservedWorkspaceSlugs].sort())
  })
})
