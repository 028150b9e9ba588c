import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withoutSecret } from './without-secret.ts'

const secret = '0RpQxWcVbNmAsDfGhJkLqWeRtYuIoPzXcVbNm012345'

describe('a text for an address', () => {
  for (const prefix of ['sk_live', 'acme', 'op_live_eu'])
    it(`has no secret of a key that begins with ${prefix}_, however much of it was pasted`, () => {
      const shown = `${prefix}_AbCdEfGhIjKlMn01`
      for (const cut of [
        ...[`${shown}_${secret}_0a1B2c`, `${shown}_${secret}`, `${shown}_${secret.slice(0, 8)}`, `${shown}_a`],
        // Letters are random: a kind may be missing.
        ...[`${shown}_${'abcDEF'.repeat(7)}`, `${shown}_${'0a'.repeat(20)}`],
      ]) {
        assert.equal(withoutSecret(cut), shown)
        assert.equal(withoutSecret(`Bearer ${cut}\n`), `Bearer ${shown}\n`)
      }
    })
  it('has no secret of a key whose public ID has letters of one kind', () => {
    for (const tail of [secret, secret.replaceAll(/\d/g, 'x'), secret.slice(0, 8)])
      assert.equal(withoutSecret(`acme_abcdefghijklmnop_${tail}`), 'acme_abcdefghijklmnop')
  })
  for (const text of [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'inv_tok_AbC-dEf',
    'email_tok_AbC-dEf',
    'pcs_AbC-dEf',
    'https://plinth.example.test/console/#c=pcl_AbC-dEf',
  ])
    it(`is nothing for ${text.replace(/_[^_]*$/, '_…')}`, () => assert.equal(withoutSecret(` ${text}`), ''))
  for (const text of [
    'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
    'sk_live_AbCd',
    'acme-inc',
    'ada@example.com',
    'https://a.test/x_y',
    'ai_generation_personalization',
    'order_20260105_Captured',
    'Acme ',
    `sk_live_AbCdEfGhIjKlMn01`,
  ])
    it(`is ${text} as it is`, () => assert.equal(withoutSecret(text), text))
})

it('takes no longer for a long text without end', () => {
  // Quadratic time would meet the bound of this file.
  for (const text of ['a_'.repeat(50_000), 'a'.repeat(100_000), `${'aaaaaaaa_'.repeat(10_000)}!`])
    assert.equal(withoutSecret(text), text)
})
