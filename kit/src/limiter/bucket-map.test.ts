import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BucketMap } from './bucket-map.ts'

describe('a map of buckets', () => {
  it('has few more than the live ones, also while each call brings the four of a key that was not there', () => {
    const [liveCalls, ofOneCall] = [100, 4]
    const buckets = new BucketMap<number>((endsAtUs) => endsAtUs)
    let most = 0
    for (let call = 0; call < 20_000; call++) {
      buckets.forgetEnded(call)
      for (let at = 0; at < ofOneCall; at++) buckets.keep(`${call} ${at}`, call + liveCalls)
      if (call % 100 === 0) most = Math.max(most, [...buckets.entries()].length)
    }
    assert.ok(most <= 3 * liveCalls * ofOneCall, `${most} buckets, of which ${liveCalls * ofOneCall} are live`)
  })
})
