import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { changePrivate } from '../src/access/private-file.ts'
import { cli, newHome } from './run-cli.ts'
import { scriptedApi } from './scripted-api.ts'

describe('A file with keys', () => {
  it('leaves no copy when the change or its last step fails', async () => {
    const folder = newHome()
    const path = join(folder, 'profiles.json')
    const refused = changePrivate(path, () => {
      throw new Error('no')
    })
    await assert.rejects(refused, { message: 'no' })
    assert.deepEqual(readdirSync(folder), [])
    const unmoved = changePrivate(path, () => {
      mkdirSync(path)
      return 'sk_live_0123456789abcdef'
    })
    await assert.rejects(unmoved, { code: 'FILE_NOT_WRITABLE', message: `${path} cannot be written (EISDIR).` })
    assert.deepEqual(readdirSync(folder), ['profiles.json'])
  })

  it('says where it cannot be written, and what to do', async () => {
    const home = newHome()
    writeFileSync(join(home, '.config'), '')
    const api = await scriptedApi(() => undefined)
    try {
      const { code, stderr } = await cli(['login', '--url', api.url], { home, input: 'sk_live_0123456789abcdef' })
      assert.equal(code, 1)
      assert.deepEqual(JSON.parse(stderr).error, {
        code: 'FILE_NOT_WRITABLE',
        message: `${home}/.config/plinth/profiles.json cannot be written (ENOTDIR).`,
        hint: 'Set XDG_CONFIG_HOME to a folder that you can write to.',
      })
    } finally {
      api.close()
    }
  })

  it('is kept by a login that cannot keep the end of the key', async () => {
    const home = newHome()
    const folder = join(home, '.config/plinth')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'key-ends.json'), '{}')
    chmodSync(join(folder, 'key-ends.json'), 0o644)
    const api = await scriptedApi(() => undefined)
    try {
      const { code, stderr } = await cli(['login', '--url', api.url], { home, input: 'sk_live_0123456789abcdef' })
      assert.equal(code, 0, stderr)
      assert.ok(existsSync(join(folder, 'profiles.json')))
    } finally {
      api.close()
    }
  })

  it('is not made by a listen that only shows events', async () => {
    const home = newHome()
    const api = await scriptedApi(() => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      text: 'id: c1\nevent: ping\ndata: {}\n\n',
    }))
    try {
      const env = { PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url }
      const { code, stderr } = await cli(['listen', '--once', 'ping'], { home, env })
      assert.equal(code, 0, stderr)
      assert.ok(!existsSync(join(home, '.config')))
    } finally {
      api.close()
    }
  })
})
