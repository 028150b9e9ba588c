import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { debianPackages, eventually } from '@plinth/testkit'
import { cli, newHome } from './run-cli.ts'
import { listOf, type ScriptedApi, scriptedApi } from './scripted-api.ts'
import { notedPlinth, onTerminal, shows } from './terminal.ts'

const shells = {
  bash: { start: 'bash --norc -i', load: 'source <(plinth completion bash)' },
  zsh: { start: 'zsh -f -i', load: 'autoload -U compinit; compinit -u -D; source <(plinth completion zsh)' },
} as const

describe('plinth completion', () => {
  let api: ScriptedApi
  let isSlow = false
  before(async () => {
    debianPackages(['bash', 'zsh', 'fish'])
    api = await scriptedApi((_, path) => {
      if (isSlow) return { status: 200, headers: { 'content-length': '100' } }
      if (path.startsWith('/webhooks?')) return listOf([{ id: 'wh_00000001', url: 'https://example.com/in' }])
      return path === '/session' ? undefined : listOf([])
    })
  })
  after(() => api.close())
  const env = () => ({ PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url })

  for (const [shell, { start, load }] of Object.entries(shells)) {
    it(`${shell}: a resource, its verb, an option, a word of it and an id`, { timeout: 120_000 }, async () => {
      const home = newHome()
      const calls = notedPlinth(home)
      const terminal = onTerminal(start, { home, env: { ...env(), PS1: 'ready> ', PROMPT: 'ready> ' } })
      try {
        terminal.type(`${load}; echo "load""ed"\r`)
        await shows(terminal, /loaded\r?\n/)
        for (const [typed, expected] of [
          ['plinth workspa\t-l\x15plinth webhook\tlis\t--help\r', 'webhooks list --help'],
          ['plinth webhooks create --kin\tpol\t--help\r', 'webhooks create --kind poll --help'],
          ['plinth webhooks get wh_\t--help\r', 'webhooks get wh_00000001 --help'],
        ] as const) {
          // Completion waits a second for the API, which is too little on a busy machine: it is asked again, as by a person.
          await eventually(async () => {
            const count = calls().length
            terminal.type(typed)
            await eventually(() => assert.equal(calls().length, count + 1), { timeoutMs: 30_000 })
            assert.equal(calls().at(-1)?.replaceAll(/ +/g, ' '), expected)
          })
        }
      } catch (err) {
        throw new Error(`${shell} showed: ${JSON.stringify(terminal.output().slice(-2_000))}`, { cause: err })
      } finally {
        terminal.end()
      }
    })
  }

  it('fish: the same, with descriptions', async () => {
    const home = newHome()
    notedPlinth(home)
    const complete = async (line: string) => {
      const script = `plinth completion fish | source; complete -C '${line}'`
      const options = { env: { PATH: `${home}/bin:${process.env['PATH']}`, HOME: home, ...env() } }
      const { stdout } = await promisify(execFile)('fish', ['--no-config', '-c', script], options)
      return stdout.trim().split('\n')
    }
    assert.deepEqual(await complete('plinth webhook'), ['webhooks\tYour HTTP endpoints that receive events.'])
    assert.deepEqual(await complete('plinth webhooks create --kind p'), ['poll', 'push'])
    assert.deepEqual(await complete('plinth webhooks get wh_'), ['wh_00000001\thttps://example.com/in'])
  })

  it('offers event types, formats, profiles and columns, and the rest of a list', async () => {
    const values = async (...words: string[]) =>
      (await cli(['__complete', ...words], { env: env() })).stdout
        .split('\n')
        .flatMap((line) => line.split('\t')[0] || [])
    assert.deepEqual(await values('webhooks', 'create', '--events', 'user.created,workspace.d'), [
      'user.created,workspace.deleted',
    ])
    assert.deepEqual(await values('users', 'list', '-o', ''), ['table', 'json', 'yaml', 'ndjson', 'id'])
    assert.deepEqual(await values('workspaces', 'list', '--columns', 'id,sl'), ['id,slug'])
    assert.deepEqual(await values('completion', 'z'), ['zsh'])
    assert.deepEqual(await values('start', '--target', 'ga'), ['gateway'])
    assert.deepEqual(await values('no-such-thing', ''), [])
  })

  it('gives nothing, in good time, where Plinth does not answer or no key is there', async () => {
    isSlow = true
    const { code, stdout, stderr } = await cli(['__complete', 'webhooks', 'get', ''], { env: env() })
    assert.deepEqual([code, stdout, stderr], [0, '', ''])
    const without = await cli(['__complete', 'webhooks', 'get', ''])
    assert.deepEqual([without.code, without.stdout, without.stderr], [0, '', ''])
  })
})
