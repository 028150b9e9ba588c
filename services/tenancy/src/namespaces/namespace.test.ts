import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newNamespace } from './namespace.ts'

const made = (fields: { name?: string; description?: string }) =>
  newNamespace('ns_1', {
    ...{ name: 'Laboratory', slug: '', ownerType: 'Workspace', ownerId: 'wks_1', workspaceId: 'wks_1' },
    ...{ description: undefined, settings: {}, tags: [], metadata: {}, isDefault: false },
    ...fields,
  })

describe('the texts of a namespace', () => {
  it('are counted in characters', () => {
    const texts = { name: '😀'.repeat(255), description: '😀'.repeat(1_000) }
    const { name, description } = made(texts)
    assert.deepEqual({ name, description }, texts)
    assert.throws(() => made({ name: `${texts.name}x`, description: `${texts.description}x` }), {
      code: 'VALIDATION_ERROR',
      details: {
        name: ['The name must have 1 to 255 characters.'],
        description: ['The description must have at most 1000 characters.'],
      },
    })
  })
})
