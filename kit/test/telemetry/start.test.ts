import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./traced-program.ts', import.meta.url))

async function runProgram(env: Record<string, string>): Promise<{ sdkModules: number; traceparent: string }> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const [code] = await once(child, 'close')
  assert.equal(code, 0)
  return JSON.parse(output)
}

describe('startTelemetry', () => {
  it('loads nothing of the SDK without an endpoint, and every helper just runs', async () => {
    assert.deepEqual(await runProgram({}), { sdkModules: 0, traceparent: '' })
    const disabled = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }
    assert.deepEqual(await runProgram(disabled), { sdkModules: 0, traceparent: '' })
  })

  it('sends spans to the endpoint before stop() is over', async () => {
    const bodies: string[] = []
    const collector = createServer(async (req, res) => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(chunk)
      if (req.url === '/v1/traces') bodies.push(Buffer.concat(chunks).toString('latin1'))
      res.end()
    }).listen(0, '127.0.0.1')
    await once(collector, 'listening')
    const address = collector.address()
    assert.ok(address !== null && typeof address === 'object')
    const endpoint = `http://127.0.0.1:${address.port}`
    const { traceparent } = await runProgram({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })
    collector.close()
    assert.match(traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
    assert.equal(bodies.length, 1)
    for (const expected of ['a traced piece of work', 'plinth-under-test']) assert.ok(bodies[0]?.includes(expected))
  })
})
