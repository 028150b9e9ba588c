import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ClosedRun, runClosed } from '../src/index.ts'

const inNode = (program: string): Promise<ClosedRun> =>
  runClosed({ command: process.execPath, args: ['--input-type=module', '-e', program] })

const nowhere = { connections: 0, datagrams: 0 }
const readKey = `import { readFileSync } from 'node:fs'; const key = readFileSync(0, 'utf8').trim();`

describe('The closed network of the SDKs', () => {
  it('counts nothing of a program that asks the given address alone', async () => {
    const run = await inNode("await (await fetch(process.env.PLINTH_URL + '/api/v1/user')).json()")
    const { output: _, ...seen } = run
    assert.deepEqual(seen, { end: 0, requests: ['GET /api/v1/user'], elsewhere: nowhere, keyFoundIn: [] })
  })

  const calls: Record<string, [program: string, elsewhere: ClosedRun['elsewhere']]> = {
    'an address of the internet': [
      "await fetch('http://203.0.113.1/').catch(() => 0)",
      { connections: 1, datagrams: 0 },
    ],
    'an IPv6 address': ["await fetch('http://[2001:db8::1]/').catch(() => 0)", { connections: 1, datagrams: 0 }],
    'another port of this machine': [
      "await fetch('http://127.0.0.1:4321/').catch(() => 0)",
      { connections: 1, datagrams: 0 },
    ],
    'a datagram': [
      "import { createSocket } from 'node:dgram'; const s = createSocket('udp4'); s.send('x', 9, '203.0.113.1', () => s.close())",
      { connections: 0, datagrams: 1 },
    ],
  }
  for (const [what, [program, elsewhere]] of Object.entries(calls)) {
    it(`counts ${what}`, async () => assert.deepEqual((await inNode(program)).elsewhere, elsewhere))
  }

  it('counts the look-up of a name', async () => {
    const { elsewhere } = await inNode("await fetch('https://telemetry.example/').catch(() => 0)")
    assert.ok(elsewhere.datagrams + elsewhere.connections > 0)
  })

  it('finds the key in arguments, an environment, the output and a file', async () => {
    const { keyFoundIn, end, output } = await inNode(`${readKey}
      import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs'
      const child = spawn('sleep', ['60'], { argv0: key, env: { KEY: key } })
      await new Promise((done) => child.on('spawn', done))
      console.log(key); writeFileSync('left.log', key)
      await (await fetch(process.env.PLINTH_URL + '/api/v1/user')).json()
      child.kill()`)
    assert.equal(end, 0, output)
    assert.deepEqual(keyFoundIn.sort(), ['arguments of sleep', 'environment of sleep', 'file left.log', 'output'])
  })
})
