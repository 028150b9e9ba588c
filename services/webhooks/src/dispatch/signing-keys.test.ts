import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { signatureHeaders } from './signature.ts'
import { SigningKeys } from './signing-keys.ts'

function counting() {
  const box = secretBox([randomBytes(32)])
  const opened: Uint8Array[] = []
  const open = (sealed: Uint8Array) => {
    opened.push(sealed)
    return box.open(sealed)
  }
  return { seal: (secret: string) => box.seal(Buffer.from(secret)), opened, keys: new SigningKeys({ ...box, open }) }
}

const signed = { id: 'evt_1', timestampSeconds: 1, body: Buffer.from('{}') }

describe('the signing keys of sealed secrets', () => {
  it('are made once for each secret, and sign with that secret', () => {
    const { seal, opened, keys } = counting()
    const [one, other] = [seal('the one secret'), seal('the other secret')]
    const signatures = [one, other, Buffer.from(one)].map(
      (sealed) => signatureHeaders(signed, { current: keys.of(sealed) })['webhook-signature'],
    )
    assert.equal(opened.length, 2)
    assert.equal(signatures[0], signatures[2])
    assert.notEqual(signatures[0], signatures[1])
  })

  it('are kept for as many secrets as were used last', () => {
    const { seal, opened, keys } = counting()
    const [kept, dropped] = [seal('kept'), seal('dropped')]
    keys.of(kept)
    keys.of(dropped)
    for (let at = 0; at < 4_095; at++) {
      keys.of(seal('another'))
      if (at === 2_000) keys.of(kept)
    }
    opened.length = 0
    keys.of(kept)
    assert.equal(opened.length, 0)
    keys.of(dropped)
    assert.equal(opened.length, 1)
  })
})
