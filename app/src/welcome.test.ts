import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { welcome } from './welcome.ts'

const url = 'http://127.0.0.1:8080'

describe('the welcome of a first start', () => {
  it('shows the key to a terminal, and a call with it', () => {
    const text = welcome(url, { key: 'sk_live_1', code: 'pcl_1' }, url)
    assert.match(text, /^ {2}API reference:\n {4}http:\/\/127\.0\.0\.1:8080\/docs\n\n {2}Press Ctrl-C to stop\.\n$/m)
    assert.match(text, /Your operator key \(shown only once\):\n {4}sk_live_1\n/)
    assert.match(text, /curl -sS http:\/\/127\.0\.0\.1:8080\/api\/v1\/workspaces -H 'Authorization: Bearer sk_live_1'/)
    assert.match(text, /Open the console \(the link works once.*\):\n {4}http:\/\/127\.0\.0\.1:8080\/console#c=pcl_1\n/)
    const behindProxy = welcome(
      'http://127.0.0.1:8080',
      { key: 'sk_live_1', code: 'pcl_1' },
      'https://example.com/base/',
    )
    assert.match(behindProxy, /^ {4}https:\/\/example\.com\/base\/console#c=pcl_1$/m)
  })

  it('shows the key without a link, and what prints one, when there is no code', () => {
    const text = welcome(url, { key: 'sk_live_1', code: undefined }, url)
    assert.match(text, /^ {4}sk_live_1$/m)
    assert.match(text, /^ {4}npx plinth console$/m)
    assert.doesNotMatch(text, /#c=/)
  })

  it('names the file elsewhere', () => {
    const text = welcome(url, { file: '/data/operator-key' }, url)
    assert.match(text, /is in a file\. Store it elsewhere and delete the file\.\n {4}\/data\/operator-key\n/)
    assert.match(text, /Bearer \$\(cat '\/data\/operator-key'\)"/)
    for (const later of [text, welcome(url, undefined, url)]) assert.match(later, /^ {4}npx plinth console$/m)
  })

  it('names no console where there is none', () => {
    for (const firstKey of [{ key: 'sk_live_1', code: undefined }, { file: '/data/operator-key' }, undefined])
      assert.doesNotMatch(welcome(url, firstKey, undefined), /console/)
  })
})
