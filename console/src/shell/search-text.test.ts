import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { searchText } from './search-text.ts'

const secret = '0RpQxWcVbNmAsDfGhJkLqWeRtYuIoPzXcVbNm012345'

describe('the text of a search', () => {
  for (const prefix of ['sk_live', 'acme', 'op_live_eu'])
    it(`has no secret of a key that begins with ${prefix}_, however much of it was pasted`, () => {
      const shown = `${prefix}_AbCdEfGhIjKlMn01`
      for (const cut of [`${shown}_${secret}_0a1B2c`, ` ${shown}_${secret}\n`, `${shown}_${secret.slice(0, 8)}`])
        assert.equal(searchText(cut), shown)
    })
  for (const text of [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'inv_tok_AbC-dEf',
    'email_tok_AbC-dEf',
    'pcs_AbC-dEf',
    'https://plinth.example.test/console/#c=pcl_AbC-dEf',
  ])
    it(`is nothing for ${text.replace(/_[^_]*$/, '_…')}`, () => assert.equal(searchText(` ${text}`), ''))
  for (const text of [
    'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
    'sk_live_AbCd',
    'acme-inc',
    'ada@example.com',
    'https://a.test/x_y',
  ])
    it(`is ${text} as it is`, () => assert.equal(searchText(`  ${text} `), text))
})
