import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { getHeapSpaceStatistics } from 'node:v8'
import { collectStart } from './collect-start.ts'

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? Number.NaN

describe('the collection of the start', () => {
  it('makes the young generation small, which loading has made large', () => {
    let kept: object[] = []
    for (let round = 0; youngBytes() < 16_000_000; round++) {
      assert.ok(round < 1_000, 'the young generation does not become large here: is its size limited by a flag?')
      kept = Array.from({ length: 100_000 }, (_, at) => ({ at, before: kept[at] !== undefined }))
    }
    collectStart()
    assert.ok(youngBytes() < 4_000_000)
    assert.equal('gc' in globalThis, false)
  })
})
