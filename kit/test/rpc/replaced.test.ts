import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { failure } from './failure.ts'
import { type Line, processLine } from './line.ts'

for (const exchange of [true, false]) {
  describe(`a callee that is replaced, ${exchange ? 'by exchange' : 'unary'}`, () => {
    it('is awaited: its successor answers the calls of the moment without a process', () =>
      withLine(exchange, 60_000, async (line) => {
        await line.kill()
        await eventually(() => assert.rejects(line.ready(), /identity cannot be reached/))
        const asked = Array.from({ length: 20 }, (_, at) =>
          line.client.ask({ what: 'echo', text: `call ${at}` }, { timeoutMs: 60_000 }),
        )
        await line.restart()
        const answers = (await Promise.all(asked)).map(({ text }) => text)
        assert.deepEqual(
          answers,
          asked.map((_, at) => `call ${at}`),
        )
      }))

    it('is given up when no successor comes: waiting calls are refused then', () =>
      withLine(exchange, 300, async (line) => {
        await line.kill()
        const { code } = await failure(line.client.ask({ what: 'echo' }, { timeoutMs: 600_000 }))
        assert.equal(code, 'SERVICE_UNAVAILABLE')
      }))
  })
}

async function withLine(exchange: boolean, bridgeMs: number, run: (line: Line) => Promise<void>): Promise<void> {
  const line = await processLine(exchange)({ limits: { bridgeMs, connectTimeoutMs: 500 } })
  try {
    await run(line)
  } finally {
    await line.close()
  }
}
