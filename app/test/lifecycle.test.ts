import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually, type RunningProcess, runProcess } from '@plinth/testkit'

const script = fileURLToPath(new URL('./fixtures/fake-plinth.ts', import.meta.url))

describe('plinth start, once it is ready', () => {
  it('has collected what its parts have left', async () => {
    const { running, url } = await started({ FAKE_FILL_NEW_SPACE: 'webhooks' })
    const young = Number(await (await fetch(`${url}/new-space`)).text())
    assert.ok(young < 8_000_000, `${young} bytes`)
    await running.kill()
  })
})

describe('plinth start, told to stop', () => {
  it('turns /readyz red and takes requests as long as the drain delay lasts', async () => {
    const { running, url } = await started({ DRAIN_DELAY_MS: '600000' })
    assert.equal((await fetch(`${url}/readyz`)).status, 200)
    const slow = fetch(`${url}/slow`)
    await running.line(/slow request taken/)

    void running.kill('SIGTERM')
    await running.line(/SIGTERM: stopping/)
    const red = await fetch(`${url}/readyz`)
    assert.equal(red.status, 503)
    assert.equal(JSON.parse(await red.text()).process, 'stopping')
    assert.equal(await (await fetch(`${url}/finish`)).text(), 'answered')
    assert.equal(await (await slow).text(), 'answered')
    assert.deepEqual(storyOf(running), [])
    await running.kill()
  })

  it('refuses requests once the drain delay is over, answers what it took, stops its parts in order, exits 0', async () => {
    const { running, url } = await started({ DRAIN_DELAY_MS: '200' })
    const finisher = await keptConnection(url)
    const slow = fetch(`${url}/slow`)
    await running.line(/slow request taken/)
    const ended = running.kill('SIGTERM')
    await running.line(/gateway refuses new calls/)
    await assert.rejects(fetch(url))
    finisher()
    assert.equal(await (await slow).text(), 'answered')
    assert.deepEqual(await ended, { code: 0, signal: null })
    assert.deepEqual(storyOf(running), [
      'gateway refuses new calls',
      'gateway stopped',
      'webhooks stopped',
      'tenancy stopped',
      'identity stopped',
    ])
  })

  it('takes a Ctrl-C that npm repeats at once for the same one', async () => {
    const { running } = await started({ DRAIN_DELAY_MS: '100' })
    void running.kill('SIGINT')
    assert.deepEqual(await running.kill('SIGINT'), { code: 0, signal: null })
  })

  it('exits at once with 130 at a second Ctrl-C', async () => {
    const { running, url } = await started({ DRAIN_DELAY_MS: '600000' })
    void running.kill('SIGINT')
    await running.line(/SIGINT: stopping/)
    const late = AbortSignal.timeout(700)
    await once(late, 'abort')
    assert.equal((await fetch(`${url}/readyz`)).status, 503)
    assert.deepEqual(await running.kill('SIGINT'), { code: 130, signal: null })
  })

  it('gives up with exit code 1 when a part hangs longer than STOP_TIMEOUT_MS', async () => {
    const { running } = await started({ FAKE_HANG_STOP: 'tenancy', STOP_TIMEOUT_MS: '300', DRAIN_DELAY_MS: '0' })
    assert.deepEqual(await running.kill('SIGTERM'), { code: 1, signal: null })
    assert.match(running.output(), /still busy after 300 ms \(STOP_TIMEOUT_MS\)/)
  })

  it('stops the other parts and exits 1 when one fails to stop', async () => {
    const { running } = await started({ FAKE_FAIL_STOP: 'webhooks', DRAIN_DELAY_MS: '0' })
    assert.deepEqual(await running.kill('SIGTERM'), { code: 1, signal: null })
    assert.deepEqual(storyOf(running).slice(-3), ['webhooks stopped', 'tenancy stopped', 'identity stopped'])
  })
})

describe('plinth start, once it runs', () => {
  it('turns V8 pretenuring off (decision 35)', async () => {
    // V8's tag of compiled code is one of its version, its machine and all flags in force.
    const telling = `import { writeSync } from 'node:fs'; import { cachedDataVersionTag as tag } from 'node:v8'
      process.on('exit', () => writeSync(1, 'flags ' + tag() + '\\n'))`
    const preload = `--import=data:text/javascript,${encodeURIComponent(telling)}`
    const { running } = await started({ NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${preload}` })
    await running.kill('SIGTERM')
    const tagOf = (...flags: string[]) =>
      execFileSync(process.execPath, [...flags, '--print', 'v8.cachedDataVersionTag()'], { encoding: 'utf8' }).trim()
    const young = tagOf('--no-allocation-site-pretenuring')
    assert.notEqual(young, tagOf())
    assert.match(running.stdout(), new RegExp(`^flags ${young}$`, 'm'))
  })
})

describe('GET /readyz', () => {
  it('shows work that is owed and not done, and stays ready', async () => {
    const { running, url } = await started({ FAKE_STALL: 'webhooks', DRAIN_DELAY_MS: '0' })
    try {
      const { status, work } = await eventually(async () => {
        const answer = await fetch(`${url}/readyz`)
        const { work } = JSON.parse(await answer.text())
        assert.notEqual(work, 'ok')
        return { status: answer.status, work }
      })
      assert.equal(status, 200)
      assert.match(work, /webhooks deliveries/)
    } finally {
      await running.kill()
    }
  })
})

describe('plinth start, when a part fails', () => {
  it('at its start: stops those before it and exits 1', async () => {
    const running = run({ FAKE_FAIL_START: 'webhooks' })
    assert.deepEqual(await running.exited, { code: 1, signal: null })
    assert.deepEqual(running.stdout().trim().split('\n'), [
      'identity started',
      'tenancy started',
      'tenancy stopped',
      'identity stopped',
    ])
    assert.match(running.output(), /webhooks was told to fail/)
  })

  it('later: stops all parts and exits 1', async () => {
    const { running, url } = await started({ FAKE_CRASH: 'tenancy', DRAIN_DELAY_MS: '0' })
    await fetch(`${url}/crash`).catch(() => undefined)
    assert.deepEqual(await running.exited, { code: 1, signal: null })
    assert.match(running.output(), /tenancy was told to crash/)
    assert.deepEqual(storyOf(running).slice(-3), ['webhooks stopped', 'tenancy stopped', 'identity stopped'])
  })
})

describe('plinth start, in the process list', () => {
  it('says which part runs in which process', async () => {
    const { running } = await started({})
    for (const part of ['identity', 'tenancy', 'webhooks', 'gateway'])
      await running.line(new RegExp(`${part} runs in process ${running.pid}`))
    await running.kill('SIGTERM')
  })
})

const run = (env: Record<string, string>): RunningProcess =>
  runProcess(script, ['start'], { env: { PORT: '0', LOG_FORMAT: 'json', ...env } })

async function started(env: Record<string, string>) {
  const running = run(env)
  await running.line(/Press Ctrl-C to stop/)
  const [, url = ''] = await running.line(/gateway started (\S+)/)
  return { running, url }
}

/** The lines that the parts wrote after they were ready. */
const storyOf = (running: RunningProcess): string[] => {
  const lines = running.stdout().trim().split('\n')
  const afterwards = lines.slice(lines.findIndex((line) => line.includes('Press Ctrl-C to stop')) + 1)
  return afterwards.filter((line) => /^(gateway|webhooks|tenancy|identity) /.test(line))
}

/** A request that has begun and is not yet whole: the gateway must not close on it. Returns what completes it. */
async function keptConnection(url: string): Promise<() => void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  // Until the server has read the beginning, the connection counts as idle: it has when it answers what comes with it.
  socket.write('GET /kept HTTP/1.1\r\nHost: x\r\n\r\nGET /finish HTTP/1.1\r\nHost: x\r\n')
  await once(socket, 'data')
  return () => socket.write('Connection: close\r\n\r\n')
}
