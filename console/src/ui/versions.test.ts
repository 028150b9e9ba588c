import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changedFields, mergedFields } from './versions.ts'

const before = { url: 'https://a.test', description: 'Billing', events: ['workspace.*'] }

describe('two versions of what a form says', () => {
  it('differ by the fields whose text or list is another', () => {
    assert.deepEqual(changedFields({ ...before, events: [...before.events] }, before), {})
    assert.deepEqual(changedFields({ ...before, url: '', events: ['*'] }, before), { url: '', events: ['*'] })
  })

  it('are merged: what was typed stays, everything else is as it is stored', () => {
    const stored = { url: 'https://b.test', description: 'Stored', events: ['*'] }
    assert.deepEqual(mergedFields(before, before, stored), stored)
    assert.deepEqual(mergedFields({ ...before, description: 'Typed' }, before, stored), {
      ...stored,
      description: 'Typed',
    })
  })
})
