import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { type RunningProcess, runProcess, testDatabase } from '@plinth/testkit'
import { emptyDir, plinth, plinthScript } from './fixtures/plinth.ts'

describe('plinth operator-key', () => {
  let env: Record<string, string>
  let running: RunningProcess
  let url = ''
  before(async () => {
    const [identity, tenancy, webhooks] = await Promise.all([testDatabase(), testDatabase(), testDatabase()])
    env = {
      IDENTITY_DATABASE_URL: identity.url,
      TENANCY_DATABASE_URL: tenancy.url,
      WEBHOOKS_DATABASE_URL: webhooks.url,
      SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    }
    await start({ PLINTH_OPERATOR_KEY: makeApiKey('sk_live').key })
  })
  after(() => running?.kill())
  const start = async (more: Record<string, string>) => {
    running = runProcess(plinthScript, ['start'], {
      cwd: emptyDir(),
      env: { ...env, PORT: '0', DRAIN_DELAY_MS: '0', ...more },
    })
    await running.line(/Press Ctrl-C to stop/)
    url = (await running.line(/ready at (\S+)/))[1] ?? ''
  }
  const status = async (key: string) => {
    const answer = await fetch(`${url}/catalog`, { headers: { authorization: `Bearer ${key}` } })
    await answer.arrayBuffer()
    return answer.status
  }
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await plinth(['operator-key', ...args], env)
    assert.equal(code, 0, stderr)
    return stdout
  }
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await plinth(['operator-key', ...args], env)
    assert.deepEqual([code, stdout], [1, ''])
    return stderr
  }
  const rows = async () => (await run('list')).trimEnd().split('\n').slice(1)
  const idOf = async (name: string) => {
    const row = (await rows()).find((one) => one.endsWith(name))
    return row?.split(' ')[0] ?? ''
  }

  it('creates a key with scopes, an end and addresses, and lists it without the key', async () => {
    const bounds = ['--scopes=read:all,write:users', '--expires-at=2090-01-31T12:00:00Z', '--allowed-ips=127.0.0.1']
    const key = (await run('create', '--name=bounded', ...bounds)).trim()
    assert.equal(await status(key), 200)
    const row = (await rows()).find((one) => one.includes('bounded')) ?? ''
    assert.match(
      row,
      /^key_\w+ +sk_live_\w{4} +read:all,write:users +127\.0\.0\.1 +2090-01-31T12:00:00\.000Z +\S+ +bounded$/,
    )
    assert.equal((await run('list')).includes(key), false)
  })

  it('revokes a key, which the running Plinth refuses once the command has ended', async () => {
    const key = (await run('create', '--name=short')).trim()
    assert.equal(await status(key), 200)
    await run('revoke', await idOf('short'))
    assert.equal(await status(key), 401)
    assert.match(await refused('revoke', 'key_missing'), /^plinth: The operator key was not found\.\n$/)
  })

  it('rotates a key, with and without a grace', async () => {
    const first = (await run('create', '--name=turning')).trim()
    const second = (await run('rotate', await idOf('turning'))).trim()
    assert.deepEqual([await status(first), await status(second)], [200, 200])
    const newest = (await rows()).find((row) => row.endsWith('turning'))?.split(' ')[0] ?? ''
    const third = (await run('rotate', newest, '--grace-hours=0')).trim()
    assert.deepEqual([await status(second), await status(third)], [401, 200])
  })

  it('leaves the last key with *', async () => {
    const ids = (await rows()).map((row) => row.split(/ +/)).filter(([, , scopes]) => scopes === '*')
    const outcomes = []
    for (const [id = ''] of ids) outcomes.push((await plinth(['operator-key', 'revoke', id], env)).code)
    assert.equal(outcomes.filter((code) => code !== 0).length, 1)
    assert.equal((await rows()).filter((row) => row.includes('  *  ')).length, 1)
  })

  it('says which option is wrong, with exit code 2, and which value, with 1', async () => {
    for (const option of ['--expires-at=soon', '--expires-at=2027'])
      assert.equal((await plinth(['operator-key', 'create', option], env)).code, 2)
    assert.equal((await plinth(['operator-key', 'rotate', 'key_1', '--grace-hours=200'], env)).code, 2)
    const said = await refused('create', '--scopes=fly:planes')
    assert.match(said, /^plinth: Validation failed\nplinth: scopes: The scope "fly:planes" does not exist\.\n$/)
  })

  it('a revoked key in PLINTH_OPERATOR_KEY stays revoked; the start says so and goes on', async () => {
    const { key } = makeApiKey('sk_live')
    await running.kill('SIGTERM')
    await start({ PLINTH_OPERATOR_KEY: key })
    assert.equal(await status(key), 200)
    await run('create', '--name=spare')
    await run('revoke', await idOf('First operator key'))
    await running.kill('SIGTERM')
    await start({ PLINTH_OPERATOR_KEY: key })
    assert.equal(await status(key), 401)
    assert.match(running.output(), /the key in PLINTH_OPERATOR_KEY was revoked or replaced/)
    assert.equal(running.output().includes(key), false)
  })
})
