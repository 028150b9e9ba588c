import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parse } from 'yaml'
import { cli, cliWithin, newHome } from './run-cli.ts'
import { listOf, type ScriptedApi, scriptedApi } from './scripted-api.ts'
import { notedPlinth, onTerminal } from './terminal.ts'

// A title, colours, a C1 command, a turn of the text's direction, a hidden tag, a bell, a line feed, half a character.
const evil = '\x1b]0;owned\x07\x1b[31mred\x9b2J‮txt\u{e0041}\n\x7fend'
const shown = '\\x1b]0;owned\\x07\\x1b[31mred\\x9b2J\\u{202e}txt\\u{e0041}\\x0a\\x7fend'
const harmless = '日本語 👩‍💻 é'
const unsafe = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
const foreign = /␛|(?!\n)\p{Cc}/u
/** With the escape as a character that can be seen. */
const seen = (text: string) => text.replaceAll('\x1b', '␛')

describe('What a tenant wrote', () => {
  let api: ScriptedApi
  const row = { id: 'wks_1', name: evil, slug: harmless, status: 'active', [evil]: evil }
  before(async () => {
    api = await scriptedApi((method, path) => {
      if (method === 'POST')
        return {
          status: 422,
          body: { error: { code: 'VALIDATION_ERROR', message: evil, details: { [evil]: [evil] } } },
        }
      if (path === '/session') return undefined
      return path.startsWith('/workspaces/') ? { status: 200, body: { data: row } } : listOf([row])
    })
  })
  after(() => api.close())
  const env = () => ({ PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url })

  for (const verb of [['list'], ['list', '--all'], ['get', 'wks_1']]) {
    for (const format of ['table', 'json', 'ndjson', 'yaml']) {
      it(`sends no control character to stdout: workspaces ${verb.join(' ')} -o ${format}`, async () => {
        const { code, stdout } = await cliWithin(['workspaces', ...verb, '-o', format], { env: env() })
        assert.equal(code, 0)
        assert.doesNotMatch(stdout, unsafe)
        assert.ok(stdout.includes(harmless), stdout)
        const read: Record<string, (text: string) => unknown> = {
          json: JSON.parse,
          ndjson: JSON.parse,
          yaml: (text) => parse(text),
        }
        const value = read[format]?.(stdout)
        if (value !== undefined) assert.deepEqual([value].flat(), [row])
        else if (verb[0] === 'get') assert.ok(stdout.includes(shown), stdout)
      })
    }
  }

  it('nor to stderr, where a sentence quotes it', async () => {
    for (const format of ['table', 'json']) {
      const { code, stderr } = await cliWithin(['workspaces', 'create', '--name', 'x', '-o', format], { env: env() })
      assert.equal(code, 1)
      assert.doesNotMatch(stderr, unsafe)
      assert.match(stderr, /owned/)
    }
  })

  it('is shown on a terminal, in columns and colours that are ours alone', async () => {
    const home = newHome()
    notedPlinth(home)
    const run = async (line: string, given = {}) => {
      const terminal = onTerminal(line, { home, env: { ...env(), ...given } })
      assert.equal(await terminal.ended, 0, terminal.output())
      return seen(terminal.output().replaceAll('\r\n', '\n'))
    }
    const coloured = await run('plinth workspaces list --columns name,slug,status')
    assert.match(coloured, /^␛\[1mNAME␛\[22m {2,}/)
    assert.match(coloured, /␛\[32mactive␛\[39m\n/)
    assert.doesNotMatch(coloured.replaceAll(/␛\[(1|22|2|32|39)m/g, ''), foreign)
    assert.doesNotMatch(await run('plinth workspaces list --columns name,slug,status', { NO_COLOR: '1' }), foreign)
    // Data for a program has no colour, also where it is looked at.
    assert.doesNotMatch(await run('plinth workspaces list -o json'), foreign)
  })

  it('gets no colour off a terminal, unless FORCE_COLOR asks for it', async () => {
    const args = ['workspaces', 'list', '-o', 'table']
    assert.doesNotMatch((await cli(args, { env: env() })).stdout, unsafe)
    assert.match((await cli(args, { env: { ...env(), FORCE_COLOR: '1' } })).stdout.slice(0, 4), /^\p{Cc}\[1m$/u)
  })
})
