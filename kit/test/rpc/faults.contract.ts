import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { failure } from './failure.ts'
import { type Line, type OpenLine, report } from './line.ts'

export function faultsContract(name: string, open: OpenLine): void {
  const withLine = async (run: (line: Line) => Promise<void>) => {
    const line = await open({ limits: { bridgeMs: 200 } })
    try {
      await run(line)
    } finally {
      await line.close()
    }
  }

  describe(`${name}: a callee that dies`, () => {
    it('fails the calls in flight with SERVICE_UNAVAILABLE, long before their deadline', () =>
      withLine(async (line) => {
        const calls = Array.from({ length: 50 }, () =>
          failure(line.client.ask({ what: 'hang' }, { timeoutMs: 600_000 })),
        )
        await eventually(async () => assert.equal((await report(line.client)).started, 50))
        await line.kill()
        const codes = new Set((await Promise.all(calls)).map(({ code }) => code))
        assert.deepEqual(codes, new Set(['SERVICE_UNAVAILABLE']))
      }))

    it('refuses calls once it has been away for a while, says so in ready(), and answers again after it is back', () =>
      withLine(async (line) => {
        await line.kill()
        await eventually(() => assert.rejects(line.ready(), /identity cannot be reached/))
        const isPatient = { timeoutMs: 600_000 }
        assert.equal((await failure(line.client.ask({ what: 'echo' }, isPatient))).code, 'SERVICE_UNAVAILABLE')
        await line.restart()
        await eventually(() => line.ready())
        assert.equal((await line.client.ask({ what: 'echo', text: 'back' })).text, 'back')
      }))
  })

  describe(`${name}: a callee that drains`, () => {
    it('answers what it has, and what comes later is SERVICE_UNAVAILABLE', () =>
      withLine(async (line) => {
        const running = Array.from({ length: 20 }, (_, index) =>
          line.client.ask({ what: 'wait', delayMs: 300, text: `call ${index}` }),
        )
        await eventually(async () => assert.equal((await report(line.client)).started, 20))
        const drained = line.drain()
        await eventually(async () =>
          assert.equal((await failure(line.client.ask({ what: 'echo' }))).code, 'SERVICE_UNAVAILABLE'),
        )
        assert.deepEqual(
          (await Promise.all(running)).map(({ text }) => text),
          running.map((_, index) => `call ${index}`),
        )
        await drained
      }))
  })
}
