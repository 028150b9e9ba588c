import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { IdleTimes, keepAliveMs } from './idle-times.ts'

const origin = 'https://hooks.example.com:443'

describe('the age at which an idle connection is used again', () => {
  it('is half a second for a receiver of which nothing is known', () => {
    const times = new IdleTimes()
    assert.equal(times.usableMs(origin, undefined, 0), 500)
  })
  it('is half of what the receiver says, up to 2.5 s', () => {
    const times = new IdleTimes()
    assert.deepEqual(
      [0, 1_000, 2_000, 5_000, 75_000].map((saidMs) => times.usableMs(origin, saidMs, 0)),
      [0, 500, 1_000, 2_500, 2_500],
    )
  })
  it('is half of the time after which the receiver closed one, whatever it says', () => {
    const times = new IdleTimes()
    times.saw(origin, 5_400, 0)
    assert.equal(times.usableMs(origin, undefined, 0), 2_500)
    times.saw(origin, 1_000, 1)
    assert.deepEqual([times.usableMs(origin, undefined, 2), times.usableMs(origin, 5_000, 2)], [500, 500])
    assert.equal(times.usableMs('https://other.example.com:443', undefined, 2), 500)
  })
  it('is not learned from a connection that was closed or lost within 250 ms', () => {
    const times = new IdleTimes()
    times.saw(origin, 5_000, 0)
    times.saw(origin, 3, 1)
    times.saw(origin, 249, 60_001)
    assert.equal(times.usableMs(origin, 5_000, 60_001), 2_500)
    times.saw(origin, 250, 60_001)
    assert.equal(times.usableMs(origin, 5_000, 60_001), 125)
  })
  it('is raised by a connection that is seen to stay open longer a minute later', () => {
    const times = new IdleTimes()
    times.saw(origin, 300, 0)
    times.saw(origin, 5_000, 59_999)
    assert.deepEqual([times.usableMs(origin, 5_000, 59_999), times.isUnsure(origin, 5_000, 59_999)], [150, false])
    assert.deepEqual([times.usableMs(origin, 5_000, 60_000), times.isUnsure(origin, 5_000, 60_000)], [150, true])
    times.saw(origin, 5_000, 60_000)
    assert.deepEqual([times.usableMs(origin, 5_000, 60_000), times.isUnsure(origin, 5_000, 60_000)], [2_500, false])
  })
  it('is unsure of a receiver that says nothing, and not of one that was seen to keep what it says', () => {
    const times = new IdleTimes()
    assert.deepEqual([times.isUnsure(origin, undefined, 0), times.isUnsure(origin, 5_000, 0)], [true, false])
    times.saw(origin, 2_000, 0)
    assert.deepEqual(
      [undefined, 2_000].map((saidMs) => times.isUnsure(origin, saidMs, 0)),
      [false, false],
    )
    assert.deepEqual(
      [undefined, 2_000].map((saidMs) => times.isUnsure(origin, saidMs, 60_000)),
      [true, false],
    )
  })
  it('is forgotten after ten minutes', () => {
    const times = new IdleTimes()
    times.saw(origin, 300, 0)
    assert.equal(times.usableMs(origin, undefined, 599_999), 150)
    assert.equal(times.usableMs(origin, undefined, 600_000), 500)
  })
  it('is known of the latest 4,096 receivers', () => {
    const times = new IdleTimes()
    for (let at = 0; at <= 4_096; at++) times.saw(`https://${at}.example.com:443`, 1_000, at)
    assert.deepEqual(
      [0, 1, 4_096].map((at) => times.isUnsure(`https://${at}.example.com:443`, undefined, 5_000)),
      [true, false, false],
    )
  })
})

describe('keepAliveMs', () => {
  it('reads the time of the header', () => {
    const headers = ['timeout=5', 'timeout=15, max=100', 'max=100, Timeout=2', 'max=100,timeout=1', 'timeout=0']
    assert.deepEqual(headers.map(keepAliveMs), [5_000, 15_000, 2_000, 1_000, 0])
  })
  it('finds none in anything else', () => {
    for (const header of [
      undefined,
      '',
      'max=5',
      'timeout=',
      'timeout=-1',
      'timeout=x',
      'nottimeout=5',
      `timeout=${'9'.repeat(400)}`,
    ])
      assert.equal(keepAliveMs(header), undefined, header)
  })
})
