import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { visible } from './outside-text.ts'

describe('text from outside', () => {
  it('shows direction marks and control characters as their codes', () => {
    assert.equal(visible('pay\u202Etxt.exe'), 'pay⟨U+202E⟩txt.exe')
    assert.equal(visible('a\u0000b\u001B[31m'), 'a⟨U+0000⟩b⟨U+001B⟩[31m')
    assert.equal(visible('zero\u200Bwidth\u2066'), 'zero⟨U+200B⟩width⟨U+2066⟩')
    assert.equal(visible('one\u2028two'), 'one⟨U+2028⟩two')
    assert.equal(visible('\u2068a\u2069'), '⟨U+2068⟩a⟨U+2069⟩')
  })
  it('leaves the joiners that emoji and scripts are written with, and shows those that join nothing', () => {
    const written = [
      '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}',
      '\u{1F3F3}\uFE0F\u200D\u{1F308}',
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      'علی\u200Cرضا',
      'क्\u200Dष',
    ]
    for (const text of written) assert.equal(visible(text), text)
    assert.equal(visible('pay\u200Dtxt\u200C'), 'pay⟨U+200D⟩txt⟨U+200C⟩')
    assert.equal(visible('\u{1F389}\u200D!'), '\u{1F389}⟨U+200D⟩!')
    assert.equal(visible('\u{1F389}\u{E0041}'), '\u{1F389}⟨U+E0041⟩')
    assert.equal(visible('علی\u202Eرضا'), 'علی⟨U+202E⟩رضا')
  })
  it('leaves every other text as it is', () => {
    for (const text of ['Müller & Söhne <b>', 'line\n\tnext', 'שלום', '日本 🎉']) assert.equal(visible(text), text)
  })
})
