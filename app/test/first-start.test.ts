import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { eventually, type RunningProcess, runProcess } from '@plinth/testkit'
import { emptyDir, plinth, plinthScript, processesMarked } from './fixtures/plinth.ts'

const shell = promisify(execFile)
const keyPattern = /sk_live_\w+/g

describe('plinth start in an empty directory', () => {
  const cwd = emptyDir()
  const mark = randomUUID()
  let running: RunningProcess
  let operatorKey = ''
  after(() => running.kill())
  const begin = async () => {
    running = runProcess(plinthScript, ['start'], {
      cwd,
      env: { PORT: '0', PLINTH_TEST_MARK: mark, DRAIN_DELAY_MS: '0' },
    })
    await running.line(/Press Ctrl-C to stop/)
  }

  it('writes an operator key to a file that only its owner can read; the log names the file, never the key', async () => {
    await begin()
    assert.equal(running.output().match(keyPattern), null)
    const file = join(cwd, '.plinth', 'operator-key')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    operatorKey = readFileSync(file, 'utf8').trim()
    assert.match(operatorKey, /^sk_live_\w+$/)
    const logged = running
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    assert.equal(logged.map((line) => JSON.parse(line)).filter((line) => line.file === file).length, 1)
  })

  it('prints a curl line that works when pasted', async () => {
    const line = /^ {4}(curl .*)$/m.exec(running.stdout())?.[1] ?? ''
    const { stdout } = await shell('sh', ['-c', `${line} -w ' %{http_code}'`])
    assert.match(stdout, /^\{"data":\[\].*\} 200$/)
  })

  it('writes its secrets key to a file that only its owner can read', () => {
    assert.equal(statSync(join(cwd, '.plinth', 'secrets-key')).mode & 0o777, 0o600)
  })

  it('lets operator-key create make another key beside it, which works at once', async () => {
    const { code, stdout, stderr } = await plinth(['operator-key', 'create', '--name=second'], {}, cwd)
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^sk_live_\w+\n$/)
    const [, url = ''] = await running.line(/ready at (\S+)/)
    const answer = await fetch(`${url}/workspaces`, { headers: { authorization: `Bearer ${stdout.trim()}` } })
    assert.equal(answer.status, 200)
  })

  it('prints a link to the console that signs in once', async () => {
    const [, url = ''] = await running.line(/ready at (\S+)\/api/)
    const { code, stdout, stderr } = await plinth(['console'], { PLINTH_URL: url }, cwd)
    assert.equal(code, 0, stderr)
    assert.match(stderr, /It signs in with the operator key "First operator key"\.\n$/)
    const [, link = '', secret = ''] = /^((?:\S+)\/console#c=(pcl_[\w-]{43}))\n$/.exec(stdout) ?? []
    assert.ok(link.startsWith(`${url}/`))
    const signIn = async () => {
      const headers = { 'content-type': 'application/json', 'x-plinth-page': 'console', origin: url }
      const body = JSON.stringify({ code: secret })
      return fetch(`${url}/api/v1/sessions`, { method: 'POST', headers, body })
    }
    const signedIn = await signIn()
    const { data } = (await signedIn.json()) as { data: { actor: object } }
    assert.deepEqual([signedIn.status, Object(data.actor).name], [201, 'First operator key'])
    assert.equal((await signIn()).status, 401)
    const port = new URL(url).port
    for (const env of [{ PORT: port }, { PORT: '9', GATEWAY_PUBLIC_URL: url }])
      assert.ok((await plinth(['console'], env, cwd)).stdout.startsWith(`http://127.0.0.1:${port}/console#c=pcl_`))
    const other = await plinth(['console', '--key=key_unknown'], { PLINTH_URL: url }, cwd)
    assert.deepEqual([other.code, other.stdout], [1, ''])
    assert.match(other.stderr, /The operator key was not found/)
  })

  it('refuses a second start on the same data with a sentence, and goes on', async () => {
    const { code, stderr } = await plinth(['start'], { PORT: '0' }, cwd)
    assert.equal(code, 1)
    assert.equal(
      lastLine(stderr),
      'plinth: PLINTH_DATA_DIR is in use by another `plinth` process; stop it, or set PLINTH_DATA_DIR to another directory.',
    )
    const [, url = ''] = await running.line(/ready at (\S+)\/api/)
    assert.equal((await fetch(`${url}/readyz`)).status, 200)
  })

  it('says only that it stops after Ctrl-C, and leaves nothing running', async () => {
    assert.deepEqual(await running.kill('SIGINT'), { code: 0, signal: null })
    const lines = running
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    const messages = lines.map((line): string => JSON.parse(line).msg)
    assert.deepEqual(messages.slice(messages.findIndex((message) => message.startsWith('ready in')) + 1), [
      'SIGINT: stopping',
      'stopped',
    ])
    assert.deepEqual(processesMarked(mark), [])
  })

  it('starts again on the same data without making a key; the first one still works', async () => {
    const file = join(cwd, '.plinth', 'operator-key')
    rmSync(file)
    await begin()
    assert.throws(() => statSync(file), { code: 'ENOENT' })
    assert.equal(running.output().match(keyPattern), null)
    const [, url = ''] = await running.line(/ready at (\S+)/)
    const answer = await fetch(`${url}/workspaces`, { headers: { authorization: `Bearer ${operatorKey}` } })
    assert.equal(answer.status, 200)
  })

  it('starts again after kill -9, and stops as quietly in its first second', async () => {
    await running.kill('SIGKILL')
    await begin()
    assert.deepEqual(await running.kill('SIGTERM'), { code: 0, signal: null })
    assert.deepEqual(saidSinceReady(running), ['SIGTERM: stopping', 'stopped'])
    await eventually(() => assert.deepEqual(processesMarked(mark), []))
  })
})

/** The refusal, which is the last line after the log lines of its wait. */
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1) ?? ''

function saidSinceReady(running: RunningProcess): string[] {
  const lines = running
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  const messages = lines.map((line): string => JSON.parse(line).msg)
  return messages.slice(messages.findIndex((message) => message.startsWith('ready in')) + 1)
}
