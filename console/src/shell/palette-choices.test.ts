import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SearchResult } from '../api/sdk.ts'
import { isolating } from '../messages/isolated.ts'
import { isPathOf } from './page-path.ts'
import { choicesFor } from './palette-choices.ts'

const pages = [
  { title: 'Workspaces', path: '/workspaces' },
  { title: 'Users', path: '/users' },
]
const words = {
  open: (id: string) => `Open ${id}`,
  searchWorkspaces: (text: string) => `Search ${text}`,
  kinds: { user: 'User', webhook: 'Webhook', api_key: 'API key' },
}
const choices = (text: string, found: SearchResult[] = [], hasPage: (path: string) => boolean = () => true) =>
  choicesFor(text, pages, found, words, hasPage)
const paths = (...given: Parameters<typeof choices>) => choices(...given).map(({ path }) => path)

describe('the palette', () => {
  it('lists every page before something is typed', () => assert.deepEqual(choices(''), pages))

  it('leads from an ID to its page and nowhere else', () => {
    assert.deepEqual(choices(' wks_01kb0q '), [
      { title: 'Open wks_01kb0q', path: '/workspaces/wks_01kb0q', id: 'wks_01kb0q' },
    ])
    assert.deepEqual(paths('req_01kb0q'), ['/requests/req_01kb0q'])
  })

  it('finds pages by a part of their name, and searches', () => {
    assert.deepEqual(paths('user'), ['/users', '/workspaces?search=user'])
    assert.equal(choices('a&b #1')[0]?.path, '/workspaces?search=a%26b%20%231')
  })

  it('shows the hidden characters of what was typed and found, not the marks that its own sentences need', () => {
    const found = [{ type: 'user', id: 'usr_1', name: 'a\u202Eb', workspace_id: null, webhook_id: null } as const]
    const titles = choicesFor('שלום\u202E', [], found, isolating(words), () => true).map(({ title }) => title)
    assert.deepEqual(titles, ['a⟨U+202E⟩b', 'Search \u2068שלום⟨U+202E⟩\u2069'])
  })

  it('leads to what was found, each at its page, or at its workspace while it has none', () => {
    const found: SearchResult[] = [
      { type: 'user', id: 'usr_1', name: 'Ada', workspace_id: null, webhook_id: null },
      { type: 'webhook', id: 'wh_1', name: 'https://a.test', workspace_id: 'wks_1', webhook_id: null },
      { type: 'api_key', id: 'key_1', name: 'CI', workspace_id: 'wks_1', webhook_id: null },
      { type: 'unheard-of', id: 'x_1', name: 'X', workspace_id: null, webhook_id: null },
    ]
    const shown = choices('zz', found, (path) => path !== '/workspaces/wks_1/webhooks/wh_1').slice(0, -1)
    assert.deepEqual(shown, [
      { title: 'Ada', path: '/users/usr_1', kind: 'User', id: 'usr_1' },
      { title: 'https://a.test', path: '/workspaces/wks_1', kind: 'Webhook', id: 'wh_1' },
      { title: 'CI', path: '/workspaces/wks_1/keys', kind: 'API key', id: 'key_1' },
    ])
    assert.deepEqual(paths('zz', [found[1] as SearchResult]), [
      '/workspaces/wks_1/webhooks/wh_1',
      '/workspaces?search=zz',
    ])
  })
  it('leads to a delivery with the webhook that its page needs', () => {
    const found = {
      type: 'delivery',
      id: 'del_1',
      name: 'order.paid',
      workspace_id: 'wks_1',
      webhook_id: 'wh_1',
    } as const
    const [path] = paths('del_1', [found])
    assert.equal(path, '/workspaces/wks_1/deliveries/del_1?webhook_id=wh_1')
    assert.ok(isPathOf('/workspaces/:workspaceId/deliveries/:deliveryId', path))
  })

  it('leads to a delivery without a webhook where the gateway of the release before has found it', () => {
    const found: Partial<SearchResult> = { type: 'delivery', id: 'del_1', name: 'order.paid', workspace_id: 'wks_1' }
    assert.equal(paths('del_1', [found as SearchResult])[0], '/workspaces/wks_1/deliveries/del_1')
  })
})
