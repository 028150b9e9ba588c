import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { eventually } from '@plinth/testkit'
import { failure } from './failure.ts'
import { type Line, type OpenLine, report } from './line.ts'

export function deadlinesContract(name: string, open: OpenLine): void {
  describe(`${name}: a deadline`, () => {
    let line: Line
    before(async () => {
      line = await open()
    })
    after(() => line.close())

    it('ends the call with GATEWAY_TIMEOUT and aborts the handler, not one that has longer', async () => {
      const hanging = new AbortController()
      let isOver = false
      const patient = failure(
        line.client.ask({ what: 'hang' }, { timeoutMs: 600_000, signal: hanging.signal }),
      ).finally(() => {
        isOver = true
      })
      await eventually(async () => assert.equal((await report(line.client)).started, 1))
      // On a machine that is busy a call may be over before its handler began: the next one has longer.
      for (let timeoutMs = 200; (await report(line.client)).started === 1; timeoutMs *= 2) {
        assert.equal((await failure(line.client.ask({ what: 'hang' }, { timeoutMs }))).code, 'GATEWAY_TIMEOUT')
      }
      await eventually(async () => {
        const { started, aborted } = await report(line.client)
        assert.equal(aborted.length, started - 1)
      })
      assert.equal(isOver, false)
      hanging.abort()
      await patient
    })

    it('is ten seconds when none is given', async () => {
      await line.client.ask({ what: 'echo' })
      mock.timers.enable({ apis: ['setTimeout'] })
      try {
        let settled: unknown
        const call = failure(line.client.ask({ what: 'hang' })).then((err) => {
          settled = err.code
        })
        // NOTE: gRPC starts its own timer after the deadline was set: on a busy machine it is shorter by what lay between.
        mock.timers.tick(9_000)
        await new Promise((resolve) => setImmediate(resolve))
        assert.equal(settled, undefined)
        mock.timers.tick(1_000)
        await call
        assert.equal(settled, 'GATEWAY_TIMEOUT')
      } finally {
        mock.timers.reset()
      }
    })

    it('holds while the callee stalls, and calls work again afterwards', async () => {
      line.pause()
      const patient = line.client.ask({ what: 'echo', text: 'patient' }, { timeoutMs: 600_000 })
      const codes = await Promise.all(
        [1, 2, 3].map(() => failure(line.client.ask({ what: 'echo' }, { timeoutMs: 300 }))),
      )
      assert.deepEqual(
        codes.map(({ code }) => code),
        ['GATEWAY_TIMEOUT', 'GATEWAY_TIMEOUT', 'GATEWAY_TIMEOUT'],
      )
      line.resume()
      assert.equal((await patient).text, 'patient')
      assert.equal((await line.client.ask({ what: 'echo', text: 'again' })).text, 'again')
    })
  })

  describe(`${name}: a cancelled call`, () => {
    let line: Line
    before(async () => {
      line = await open()
    })
    after(() => line.close())

    it('rejects at once and aborts the handler', async () => {
      const controller = new AbortController()
      const call = failure(line.client.ask({ what: 'hang' }, { signal: controller.signal }))
      await eventually(async () => assert.equal((await report(line.client)).started, 1))
      controller.abort()
      assert.equal((await call).code, 'SERVICE_UNAVAILABLE')
      await eventually(async () => assert.equal((await report(line.client)).aborted.length, 1))
    })

    it('is not sent when its signal was aborted before', async () => {
      const before = await report(line.client)
      const err = await failure(line.client.ask({ what: 'echo' }, { signal: AbortSignal.abort() }))
      assert.equal(err.code, 'SERVICE_UNAVAILABLE')
      assert.equal((await report(line.client)).started, before.started)
    })
  })
}
