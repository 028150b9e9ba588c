import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { showRequest } from './shown-request.ts'

const apiUrl = 'https://api.example.test/tools'

describe('the request that a form shows', () => {
  it('is what the call would send, as curl', async () => {
    const { curl } = await showRequest(
      (client) => client.apiKeys.create({ name: "Jo's", scopes: ['read:all'] }, { workspaceId: 'wks_1' }),
      apiUrl,
    )
    assert.equal(
      curl,
      String.raw`curl -X POST 'https://api.example.test/tools/api/v1/api-keys' \
  -H "Authorization: Bearer $PLINTH_API_KEY" \
  -H 'Content-Type: application/json' \
  -H 'X-Workspace-ID: wks_1' \
  -d '{"name":"Jo'\''s","scopes":["read:all"]}'`,
    )
  })

  it('is the same call of the SDK', async () => {
    const { sdk } = await showRequest(
      (client) => client.apiKeys.create({ name: "Jo's\n", expires_at: undefined }, { workspaceId: 'wks_1' }),
      apiUrl,
    )
    assert.equal(sdk, String.raw`await client.apiKeys.create({ name: 'Jo\'s\n' }, { workspaceId: 'wks_1' })`)
  })

  it('of a change says which version it changes', async () => {
    const { curl, sdk } = await showRequest(
      (client) => client.apiKeys.revoke('key_1', { ifMatch: '"v1"', workspaceId: 'wks_1' }),
      apiUrl,
    )
    assert.match(curl, /^curl -X DELETE '.*\/api\/v1\/api-keys\/key_1' [\s\S]*-H 'If-Match: "v1"'$/)
    assert.equal(sdk, `await client.apiKeys.revoke('key_1', { ifMatch: '"v1"', workspaceId: 'wks_1' })`)
  })
})
