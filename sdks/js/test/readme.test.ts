import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startJourneysPlinth } from '@plinth/sdk-conformance'
import { eventually, fences, freePort } from '@plinth/testkit'
import { signWebhook } from '../src/webhooks.ts'
import { installed, run } from './installed.ts'

describe('the README', () => {
  let folder: string
  let readme: string
  const samples = new Map<string, string>()
  before(async () => {
    folder = (await installed()).folder
    readme = await readFile(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8')
    for (const { language, text } of fences(readme)) {
      const name = language.replace('js ', '')
      samples.set(name, text)
      await writeFile(join(folder, name), text)
    }
  })

  it('has two samples, in at most 40 lines', () => {
    assert.deepEqual([...samples.keys()], ['first-call.mjs', 'receiver.mjs'])
    assert.ok(readme.trimEnd().split('\n').length <= 40)
  })

  it('has a first call that runs', async () => {
    const plinth = await startJourneysPlinth()
    const control = await plinth.control()
    try {
      const made = await fetch(`${control.url}/tenants`, { method: 'POST', body: '{}' })
      const { key } = (await made.json()) as { key: string }
      const env = { ...process.env, PLINTH_API_KEY: key, PLINTH_URL: plinth.url }
      const { stdout, stderr } = await run(process.execPath, ['first-call.mjs'], { cwd: folder, env })
      assert.match(
        stdout,
        new RegExp(`^my-workspace-\\w+\npersonal\ndefault\nreq_\\w+ ${plinth.url}/docs/errors/RESOURCE_NOT_FOUND\n$`),
      )
      assert.equal(stderr, '')
    } finally {
      await control.close()
      await plinth.stop()
    }
  })

  it('has a receiver that takes what is signed', async () => {
    const secret = 'a-secret-of-the-endpoint'
    // The guides' own receiver may have the README's port.
    const port = await freePort()
    await writeFile(join(folder, 'receiver.mjs'), (samples.get('receiver.mjs') ?? '').replace('9999', String(port)))
    const child: ChildProcess = spawn(process.execPath, ['receiver.mjs'], {
      cwd: folder,
      env: { ...process.env, WEBHOOK_SECRET: secret },
    })
    after(() => child.kill('SIGKILL'))
    const line = once(child.stdout as NodeJS.ReadableStream, 'data')
    const { body, headers } = await signWebhook({ id: 'evt_1', type: 'ping' }, secret)
    const answer = await eventually(() => fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers }))
    assert.equal(answer.status, 204)
    assert.equal(String((await line)[0]), 'ping evt_1\n')
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
})
