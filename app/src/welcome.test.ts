import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { welcome } from './welcome.ts'

describe('the welcome of a first start', () => {
  it('shows the key to a terminal, and a call with it', () => {
    const text = welcome('http://127.0.0.1:8080', { key: 'sk_live_1' })
    assert.match(text, /Your operator key \(shown only once\):\n {4}sk_live_1\n/)
    assert.match(text, /curl -sS http:\/\/127\.0\.0\.1:8080\/api\/v1\/workspaces -H 'Authorization: Bearer sk_live_1'/)
  })

  it('names the file elsewhere', () => {
    const text = welcome('http://127.0.0.1:8080', { file: '/data/operator-key' })
    assert.match(text, /is in a file\. Store it elsewhere and delete the file\.\n {4}\/data\/operator-key\n/)
    assert.match(text, /Bearer \$\(cat '\/data\/operator-key'\)"/)
  })
})
