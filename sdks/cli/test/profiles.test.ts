import assert from 'node:assert/strict'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { cli, newHome } from './run-cli.ts'
import { listOf, refusal, type ScriptedApi, scriptedApi } from './scripted-api.ts'
import { notedPlinth, onTerminal, shows } from './terminal.ts'

const key = `sk_live_${'k'.repeat(40)}`
const other = `sk_live_${'o'.repeat(40)}`
const dayMs = 86_400_000

describe('The key of a command', () => {
  let api: ScriptedApi
  let ends: string | null = null
  let asked = 0
  before(async () => {
    api = await scriptedApi((_, path) => {
      if (path !== '/session') return listOf([])
      asked += 1
      const of = {
        actor: { type: 'user', id: 'usr_1', name: 'Ada' },
        key: { id: 'key_1', name: 'Laptop', prefix: 'sk_live_kkkk' },
      }
      const rest = {
        workspace_id: 'wks_1',
        role: 'admin',
        scopes: ['read:all'],
        expires_at: ends,
        idle_expires_at: null,
      }
      return { status: 200, body: { data: { id: 'key_1', kind: 'key', ...of, ...rest } } }
    })
  })
  after(() => api.close())
  const login = (home: string, name = 'default', given = key) =>
    cli(['login', '--profile', name, '--url', api.url], { home, input: `${given}\n` })
  const keyUsed = () => api.received.at(-1)?.headers.authorization
  const filesOf = (home: string) => {
    const folder = join(home, '.config/plinth')
    return readdirSync(folder).map((name) => ({
      name,
      mode: statSync(join(folder, name)).mode & 0o777,
      text: readFileSync(join(folder, name), 'utf8'),
    }))
  }

  it('is read from standard input, tried, and kept where its owner alone can read it', async () => {
    const home = newHome()
    const { code, stdout, stderr } = await login(home)
    assert.equal(code, 0, stderr)
    assert.deepEqual(JSON.parse(stdout), {
      ...{ profile: 'default', url: api.url, key_prefix: 'sk_live_kkkk', actor: 'Ada' },
      ...{ workspace_id: 'wks_1', expires_at: null },
    })
    for (const { name, mode } of filesOf(home)) assert.equal(mode, 0o600, name)
    assert.deepEqual(
      filesOf(home)
        .filter(({ text }) => text.includes(key))
        .map(({ name }) => name),
      ['profiles.json'],
    )
    assert.equal((await cli(['users', 'list'], { home })).code, 0)
    assert.equal(keyUsed(), `Bearer ${key}`)
    const shown = await cli(['profiles', '-o', 'json'], { home })
    assert.deepEqual(JSON.parse(shown.stdout), [
      { name: 'default', is_current: true, url: api.url, key: 'sk_live_kkkk…', workspace_id: null, namespace_id: null },
    ])
  })

  it('is typed on a terminal that does not show it', async () => {
    const home = newHome()
    notedPlinth(home)
    const terminal = onTerminal(`plinth login --url ${api.url}`, { home })
    await shows(terminal, /API key \(it is not shown\): /)
    terminal.type(`${key}\r`)
    assert.equal(await terminal.ended, 0, terminal.output())
    assert.ok(!terminal.output().includes(key))
    assert.match(terminal.output(), /Kept as profile default in /)
    assert.equal((await cli(['users', 'list'], { home })).code, 0)
    assert.equal(keyUsed(), `Bearer ${key}`)
  })

  it('is refused from a file that others can read', async () => {
    const home = newHome()
    await login(home)
    const path = join(home, '.config/plinth/profiles.json')
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(path, mode)
      const { code, stderr } = await cli(['users', 'list'], { home })
      assert.equal(code, 3)
      assert.equal(JSON.parse(stderr).error.code, 'FILE_NOT_PRIVATE')
      assert.ok(!stderr.includes(key))
    }
  })

  it('is no argument of any command', async () => {
    const { code, stderr } = await cli(['users', 'list', '--key', key], { env: { PLINTH_URL: api.url } })
    assert.equal(code, 2)
    assert.ok(!stderr.includes(key), stderr)
  })

  it('of a named profile comes before the environment, and that is said', async () => {
    const home = newHome()
    await login(home, 'prod')
    const env = { PLINTH_API_KEY: other, PLINTH_URL: 'http://127.0.0.1:1' }
    const { code, stderr } = await cli(['users', 'list', '--profile', 'prod'], { home, env })
    assert.deepEqual([code, keyUsed()], [0, `Bearer ${key}`])
    assert.deepEqual(JSON.parse(stderr), {
      warning: { message: '--profile prod was given: PLINTH_API_KEY and PLINTH_URL of the environment are not used.' },
    })
    const quiet = await cli(['users', 'list', '--profile', 'prod', '--quiet'], { home, env })
    assert.deepEqual([quiet.code, quiet.stderr], [0, ''])
  })

  it('of the environment comes before the current profile; a profile’s key goes to no other address', async () => {
    const home = newHome()
    await login(home)
    await cli(['users', 'list'], { home, env: { PLINTH_API_KEY: other, PLINTH_URL: api.url } })
    assert.equal(keyUsed(), `Bearer ${other}`)
    const { code, stderr } = await cli(['users', 'list'], { home, env: { PLINTH_URL: 'http://127.0.0.1:1' } })
    assert.deepEqual([code, keyUsed()], [0, `Bearer ${key}`])
    assert.match(JSON.parse(stderr).warning.message, /^PLINTH_URL is not used: the key is that of the profile default/)
    const same = await cli(['users', 'list'], { home, env: { PLINTH_URL: `${api.url}/` } })
    assert.deepEqual([same.code, same.stderr], [0, ''])
  })

  it('comes from a password manager, whose failure shows nothing of what it printed', async () => {
    const home = newHome()
    writeFileSync(join(home, 'vault'), `${key}\n`)
    const made = await cli(['login', '--url', api.url, '--api-key-command', 'cat vault'], { home })
    assert.equal(made.code, 0, made.stderr)
    assert.ok(filesOf(home).every(({ text }) => !text.includes(key)))
    await cli(['users', 'list'], { home })
    assert.equal(keyUsed(), `Bearer ${key}`)
    writeFileSync(join(home, 'vault'), `${other} and more\n`)
    const { code, stderr } = await cli(['users', 'list'], { home })
    assert.equal(code, 3)
    assert.ok(!stderr.includes(other), stderr)
  })

  it('leaves the log without it', async () => {
    const env = { PLINTH_API_KEY: key, PLINTH_URL: api.url, PLINTH_LOG: 'debug' }
    const { stderr } = await cli(['api', 'GET', '/users', '--include', '-o', 'table'], { env })
    assert.match(stderr, /GET \/users: 200/)
    assert.ok(!stderr.includes(key))
  })

  it('is said to end 14 days before, asked for once a day', async () => {
    const home = newHome()
    const env = { PLINTH_API_KEY: key, PLINTH_URL: api.url }
    ends = new Date(Date.now() + 13.5 * dayMs).toISOString()
    asked = 0
    for (let call = 0; call < 3; call++) {
      const { code, stderr } = await cli(['users', 'list'], { home, env })
      assert.equal(code, 0)
      assert.match(
        JSON.parse(stderr).warning.message,
        /^The key of PLINTH_API_KEY ends in 13 days \(20.*Z\)\. Make another/,
      )
    }
    assert.equal(asked, 1)
    ends = new Date(Date.now() + 15 * dayMs).toISOString()
    assert.equal((await cli(['users', 'list'], { env })).stderr, '')
    ends = null
  })

  it('is kept for each of several profiles; logout removes one, and login at once loses none', async () => {
    const home = newHome()
    const names = ['a', 'b', 'c', 'd', 'e']
    const ended = await Promise.all(names.map((name) => login(home, name)))
    assert.deepEqual(
      ended.map(({ code }) => code),
      [0, 0, 0, 0, 0],
    )
    const listed = async () =>
      JSON.parse((await cli(['profiles'], { home })).stdout).map(({ name }: { name: string }) => name)
    assert.deepEqual((await listed()).sort(), names)
    assert.equal((await cli(['logout', '--profile', 'c'], { home })).code, 0)
    assert.deepEqual((await listed()).sort(), ['a', 'b', 'd', 'e'])
    for (const args of [
      ['logout', '--profile', 'c'],
      ['profiles', '--use', 'c'],
    ]) {
      const { code, stderr } = await cli(args, { home })
      const { error } = JSON.parse(stderr)
      assert.deepEqual([code, error.code], [1, 'NO_PROFILE'])
      assert.match(error.hint, /`plinth profiles` to see those there are\./)
    }
    assert.equal((await cli(['profiles', '--use', 'e'], { home })).code, 0)
    const { stdout } = await cli(['whoami'], { home })
    assert.equal(JSON.parse(stdout).from, 'profile e')
  })

  it('that Plinth refuses is not kept', async () => {
    const home = newHome()
    const refusing = await scriptedApi(() => refusal(401, 'INVALID_API_KEY'))
    try {
      const { code } = await cli(['login', '--url', refusing.url], { home, input: key })
      assert.equal(code, 3)
      assert.equal((await cli(['users', 'list'], { home })).code, 3)
    } finally {
      refusing.close()
    }
  })
})
