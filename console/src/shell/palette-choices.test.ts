import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { choicesFor } from './palette-choices.ts'

const pages = [
  { title: 'Workspaces', path: '/workspaces' },
  { title: 'Users', path: '/users' },
]
const words = { open: (id: string) => `Open ${id}`, searchWorkspaces: (text: string) => `Search ${text}` }

describe('the palette', () => {
  it('lists every page before something is typed', () => {
    assert.deepEqual(choicesFor('', pages, words), pages)
  })
  it('leads from an ID to its page and nowhere else', () => {
    const choices = choicesFor(' wks_01kb0q ', pages, words)
    assert.deepEqual(choices, [{ title: 'Open wks_01kb0q', path: '/workspaces/wks_01kb0q' }])
    assert.equal(choicesFor('req_01kb0q', pages, words)[0]?.path, '/requests/req_01kb0q')
  })
  it('finds pages by a part of their name, and searches', () => {
    const choices = choicesFor('user', pages, words)
    assert.deepEqual(
      choices.map(({ path }) => path),
      ['/users', '/workspaces?search=user'],
    )
    assert.equal(choicesFor('a&b #1', pages, words)[0]?.path, '/workspaces?search=a%26b%20%231')
  })
})
