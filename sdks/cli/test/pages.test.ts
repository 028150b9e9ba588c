import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { runProgram } from '@plinth/testkit'
import { cliWithin, newHome, plinthScript } from './run-cli.ts'
import { listOf, type ScriptedAnswer, type ScriptedApi, scriptedApi } from './scripted-api.ts'

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))

/** Two pages of two rows, by number or by cursor. */
function answerTo(path: string): ScriptedAnswer | undefined {
  const { pathname, searchParams } = new URL(path, 'http://plinth')
  if (pathname === '/session') return undefined
  const isSecond = searchParams.get('page') === '2' || searchParams.get('cursor') === 'second'
  const byCursor = { per_page: 2, next_cursor: isSecond ? null : 'second' }
  const byPage = { current_page: isSecond ? 2 : 1, per_page: 2, total: 4, last_page: 2, from: null, to: null }
  const meta = pathname === '/audit-log' ? byCursor : byPage
  return { status: 200, body: { data: isSecond ? rows.slice(2) : rows.slice(0, 2), meta, links: {} } }
}

describe('A list of two pages', () => {
  let api: ScriptedApi
  before(async () => {
    api = await scriptedApi((_, path) => answerTo(path))
  })
  after(() => api.close())
  beforeEach(() => void api.requests.splice(0))

  for (const [args, ids, queries] of [
    ['users list', 'a b', ['']],
    ['users list --all', 'a b c d', ['per_page=100&page=1', 'per_page=100&page=2']],
    ['users list --limit 3', 'a b c', ['per_page=3&page=1', 'per_page=3&page=2']],
    ['users list --limit 1', 'a', ['per_page=1&page=1']],
    ['users list --page 2 --all', 'c d', ['page=2']],
    ['users list --page 2 --limit 1', 'c', ['page=2']],
    ['users list --per-page 2 --page 2 --all', 'c d', ['per_page=2&page=2']],
    ['audit-log list --all', 'a b c d', ['per_page=100&cursor=', 'per_page=100&cursor=second']],
    ['audit-log list --limit 3', 'a b c', ['per_page=3&cursor=', 'per_page=3&cursor=second']],
    ['audit-log list --cursor second', 'c d', ['cursor=second']],
    ['audit-log list --cursor second --all', 'c d', ['per_page=100&cursor=second']],
    ['events list --page 2 --all', 'c d', ['page=2']],
    ['audit-log list --cursor second --limit 1', 'c', ['per_page=1&cursor=second']],
  ] as const) {
    it(`${args}: ${ids}`, async () => {
      const env = { PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url }
      const { code, stdout, stderr } = await cliWithin([...args.split(' '), '-o', 'json'], { env })
      assert.equal(code, 0, stderr)
      assert.equal(
        JSON.parse(stdout)
          .map(({ id }: { id: string }) => id)
          .join(' '),
        ids,
      )
      const asked = api.requests.map((request) => new URL(request.slice(4), 'http://plinth').search.slice(1))
      const sorted = (query: string) => query.split('&').sort().join('&')
      assert.deepEqual(asked.map(sorted), queries.map(sorted))
    })
  }

  it('reaches a reader that is slow whole, and one that leaves early ends the command', async () => {
    const long = Array.from({ length: 100 }, (_, n) => ({ id: `wks_${n}`, name: 'x'.repeat(10_000) }))
    const large = await scriptedApi((_, path) => (path === '/session' ? undefined : listOf(long)))
    try {
      const shell = async (pipe: string) =>
        runProgram('sh', ['-c', `"$0" "$1" workspaces list -o json | (${pipe})`, process.execPath, plinthScript], {
          env: { PATH: process.env['PATH'], HOME: newHome(), PLINTH_API_KEY: 'sk_live_0', PLINTH_URL: large.url },
        })
      const { stdout } = await shell('sleep 2; cat')
      assert.deepEqual(JSON.parse(stdout), long)
      assert.equal((await shell('head -1')).stdout, '[\n')
    } finally {
      large.close()
    }
  })
})
