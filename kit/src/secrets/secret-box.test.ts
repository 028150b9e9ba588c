import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { secretBox } from './secret-box.ts'

const plain = Buffer.from('whsec_abc')

describe('secret box', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const box = secretBox([randomBytes(32)])
    const sealed = box.seal(plain)
    assert.deepEqual(box.open(sealed), plain)
    assert.notDeepEqual(box.seal(plain), sealed)
    assert.equal(sealed.includes(plain), false)
  })

  it('refuses bytes that were changed anywhere', () => {
    const box = secretBox([randomBytes(32)])
    const sealed = box.seal(plain)
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.throws(() => box.open(changed))
    }
  })

  it('opens with the old key after a rotation, and not once the old key is gone', () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)]
    const sealed = secretBox([old]).seal(plain)
    assert.deepEqual(secretBox([fresh, old]).open(sealed), plain)
    assert.throws(() => secretBox([fresh]).open(sealed), /SECRETS_KEY/)
  })

  it('takes only keys of 32 bytes, and at least one', () => {
    assert.throws(() => secretBox([]))
    assert.throws(() => secretBox([randomBytes(16)]))
  })
})
