import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isIpAllowed, parseIpRange, rangeHolds } from './ip-ranges.ts'

const holds = (outer: string, inner: string) => {
  const [a, b] = [parseIpRange(outer), parseIpRange(inner)]
  assert.ok(a !== undefined && b !== undefined)
  return rangeHolds(a, b)
}

describe('IP ranges', () => {
  it('are IPv4, IPv6 or CIDR in full', () => {
    for (const text of ['10.0.0.1', '10.0.0.0/8', '2001:db8::1', '2001:db8::/32', '::ffff:10.0.0.1', '0.0.0.0/0']) {
      assert.notEqual(parseIpRange(text), undefined, text)
    }
    for (const text of [
      '',
      'x',
      '10.1',
      '010.0.0.1',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/08',
      'fe80::1%eth0',
      '1.2.3.4/8/8',
      '::/129',
    ]) {
      assert.equal(parseIpRange(text), undefined, text)
    }
  })

  it('hold narrower ranges of their own kind', () => {
    assert.equal(holds('10.0.0.0/8', '10.2.0.0/16'), true)
    assert.equal(holds('10.2.0.0/16', '10.0.0.0/8'), false)
    assert.equal(holds('10.0.0.0/8', '11.0.0.1'), false)
    assert.equal(holds('10.0.0.0/8', '::ffff:10.0.0.1'), true)
    assert.equal(holds('::/0', '10.0.0.1'), false)
  })

  it('allow any address when there are none, and only theirs when there are', () => {
    assert.equal(isIpAllowed([], '192.0.2.1'), true)
    assert.equal(isIpAllowed(['192.0.2.0/24', '2001:db8::1'], '192.0.2.77'), true)
    assert.equal(isIpAllowed(['192.0.2.0/24', '2001:db8::1'], '2001:db8:0::1'), true)
    assert.equal(isIpAllowed(['192.0.2.0/24'], '192.0.3.1'), false)
    assert.equal(isIpAllowed(['192.0.2.0/24'], 'unknown'), false)
  })
})
