import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { matchVersion } from './if-match.ts'

describe('a version', () => {
  it('matches the one that is asked for, any of several, and every call that asks for none', () => {
    for (const asked of [
      {},
      { ifMatchVersions: [] },
      { ifMatchVersion: 3 },
      { ifMatchVersion: -1, ifMatchVersions: [2, 3] },
    ])
      assert.doesNotThrow(() => matchVersion(asked, 3), JSON.stringify(asked))
  })

  it('does not match others, and no row has -1', () => {
    for (const asked of [
      { ifMatchVersion: 2 },
      { ifMatchVersion: -1 },
      { ifMatchVersion: -1, ifMatchVersions: [2, 4] },
    ])
      assert.throws(() => matchVersion(asked, 3), { code: 'PRECONDITION_FAILED' }, JSON.stringify(asked))
  })
})
