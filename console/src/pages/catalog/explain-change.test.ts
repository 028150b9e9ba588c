import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Draft } from './draft.ts'
import { changesOf } from './explain-change.ts'

const before: Draft = {
  features: [
    {
      code: 'storage',
      name: 'Storage',
      type: 'limit',
      unit: 'bytes',
      reset: 'none',
      rolling_days: null,
      parent: null,
      is_active: true,
    },
    { code: 'sso', name: 'SSO', type: 'boolean' },
    { code: 'old', name: 'Old', type: 'boolean' },
  ],
  packages: [
    {
      ...{ code: 'pro', name: 'Pro', is_base: true, is_stackable: true, is_active: true },
      features: [{ code: 'storage', limit: 10 }, { code: 'old' }],
    },
  ],
}
const none = { added: [], changed: [], removed: [], lost: [], dry_run: true }

describe('the difference of two catalogues in words', () => {
  it('names each field and each limit that changes, and takes a field that is left out for its default', () => {
    const after: Draft = {
      features: [
        { code: 'storage', name: 'Space', type: 'limit', unit: 'bytes', reset: 'rolling' },
        { code: 'sso', name: 'SSO', type: 'boolean', is_active: false },
      ],
      packages: [
        { code: 'pro', name: 'Pro', is_base: true, features: [{ code: 'storage', limit: 20 }, { code: 'sso' }] },
      ],
    }
    const changed = [
      { kind: 'feature', code: 'sso' },
      { kind: 'feature', code: 'storage' },
      { kind: 'package', code: 'pro' },
    ]
    assert.deepEqual(changesOf(before, after, { ...none, changed, removed: [{ kind: 'feature', code: 'old' }] }), [
      {
        how: 'changed',
        kind: 'feature',
        code: 'sso',
        name: 'SSO',
        details: [{ field: 'is_active', from: 'true', to: 'false' }],
      },
      {
        ...{ how: 'changed', kind: 'feature', code: 'storage', name: 'Space' },
        details: [
          { field: 'name', from: 'Storage', to: 'Space' },
          { field: 'reset', from: 'none', to: 'rolling 30' },
        ],
      },
      {
        ...{ how: 'changed', kind: 'package', code: 'pro', name: 'Pro' },
        details: [
          { feature: 'storage', unit: 'bytes', from: 10, to: 20 },
          { feature: 'sso', unit: null, from: undefined, to: 'on' },
          { feature: 'old', unit: null, from: 'on', to: undefined },
        ],
      },
      { how: 'removed', kind: 'feature', code: 'old', name: 'Old', details: [] },
    ])
  })

  it('gives a child the reset of its parent', () => {
    const child = (reset: 'none' | 'monthly'): Draft => ({
      features: [
        { code: 'credits', name: 'Credits', type: 'limit', reset },
        { code: 'chat', name: 'Chat', type: 'limit', parent: 'credits' },
      ],
      packages: [],
    })
    const changed = [{ kind: 'feature', code: 'chat' }]
    const [change] = changesOf(child('none'), child('monthly'), { ...none, changed })
    assert.deepEqual(change?.details, [{ field: 'reset', from: 'none', to: 'monthly' }])
  })
})
