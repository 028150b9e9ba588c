import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { visible } from './outside-text.ts'

describe('text from outside', () => {
  it('shows direction marks and control characters as their codes', () => {
    assert.equal(visible('pay\u202Etxt.exe'), 'pay⟨U+202E⟩txt.exe')
    assert.equal(visible('a\u0000b\u001B[31m'), 'a⟨U+0000⟩b⟨U+001B⟩[31m')
    assert.equal(visible('zero\u200Bwidth\u2066'), 'zero⟨U+200B⟩width⟨U+2066⟩')
    assert.equal(visible('one\u2028two'), 'one⟨U+2028⟩two')
  })
  it('leaves every other text as it is', () => {
    for (const text of ['Müller & Söhne <b>', 'line\n\tnext', 'שלום', '日本 🎉']) assert.equal(visible(text), text)
  })
})
