import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { emptyDir, plinthScript } from './fixtures/plinth.ts'

describe('plinth start on a terminal, in an empty directory', () => {
  it('prints the operator key and a link that opens the console signed in', async (t) => {
    const command = `exec ${process.execPath} ${plinthScript} start`
    // script(1) gives the process a terminal.
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      cwd: emptyDir(),
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', DRAIN_DELAY_MS: '0', LOG_LEVEL: 'warn' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    t.after(() => child.kill('SIGKILL'))
    let shown = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      shown += chunk
    })
    await eventually(() => assert.match(shown, /Press Ctrl-C to stop/), { timeoutMs: 60_000 })
    const [, key = ''] = /operator key \(shown only once\):\s+(sk_live_\w+)\s/.exec(shown) ?? []
    const [, url = '', code = ''] = /^ {4}(http\S+)\/console#c=(pcl_[\w-]{43})\s*$/m.exec(shown) ?? []
    const answer = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-plinth-page': 'console', origin: url },
      body: JSON.stringify({ code }),
    })
    assert.equal(answer.status, 201, shown)
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const whoAmI = async (headers: Record<string, string>) => {
      const read = await fetch(`${url}/api/v1/session`, { headers })
      return Object(await read.json()).data
    }
    const [bySession, byKey] = [
      await whoAmI({ cookie, 'x-plinth-page': 'console' }),
      await whoAmI({ authorization: `Bearer ${key}` }),
    ]
    assert.deepEqual([bySession.kind, bySession.actor, bySession.key], ['console', byKey.actor, byKey.key])
    // Ctrl-C, as a person would.
    child.stdin.write('\u0003')
    await once(child, 'exit')
    assert.equal(child.exitCode, 0, shown)
  })
})
