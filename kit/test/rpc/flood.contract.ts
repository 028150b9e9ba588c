import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { PlinthError } from '../../src/errors/index.ts'
import { type Line, type LineOptions, type OpenLine, report } from './line.ts'

// A callee that stalls for long is taken for dead: not while a busy machine takes its time here.
const ample = { time: 240_000, timeout: 240_000 }

export function floodContract(name: string, open: OpenLine): void {
  const withLine = async (options: LineOptions, run: (line: Line) => Promise<void>) => {
    const line = await open(options)
    try {
      await run(line)
    } finally {
      await line.close()
    }
  }

  describe(`${name}: a flood`, () => {
    it('runs no more calls at once than the bound, lets some wait, and refuses the others at once', () =>
      withLine({ limits: { callsInFlightMax: 8, callsWaitingMax: 16 } }, async (line) => {
        const outcomes = await Promise.all(
          Array.from({ length: 200 }, () => outcome(line.client.ask({ what: 'wait', delayMs: 20, text: 'ok' }))),
        )
        assert.deepEqual(tally(outcomes), { ok: 24, SERVICE_UNAVAILABLE: 176 })
        assert.equal((await report(line.client)).runningMax, 8)
      }))

    it('keeps memory bounded while the callee stalls, and answers what was taken when it goes on', () =>
      withLine({ limits: { keepaliveMs: ample } }, async (line) => {
        await line.client.ask({ what: 'echo' })
        line.pause()
        const text = 'x'.repeat(20_000)
        const outcomes: Promise<string>[] = []
        const before = await retainedBytes()
        for (let index = 0; index < 10_000; index++) {
          const call = line.client.ask({ what: 'echo', text }, { timeoutMs: 240_000 })
          outcomes.push(outcome(call.then(() => ({ text: 'ok' }))))
          if (index % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve))
        }
        const grownBytes = (await retainedBytes()) - before
        line.resume()
        const inFlight = 1_024
        const waiting = Math.floor((32 * 1024 * 1024) / JSON.stringify({ what: 'echo', text }).length)
        const taken = inFlight + waiting
        assert.deepEqual(tally(await Promise.all(outcomes)), { ok: taken, SERVICE_UNAVAILABLE: 10_000 - taken })
        assert.ok(grownBytes < 140 * 1024 * 1024, `${grownBytes} bytes are kept of the 200 MB that were asked for`)
      }))

    it('counts bytes as well as calls', () =>
      withLine(
        { limits: { bytesInFlightMax: 1_000_000, bytesWaitingMax: 1_000_000, keepaliveMs: ample } },
        async (line) => {
          await line.client.ask({ what: 'echo' })
          line.pause()
          const text = 'x'.repeat(100_000)
          const outcomes = Array.from({ length: 100 }, () =>
            outcome(line.client.ask({ what: 'echo', text }, { timeoutMs: 240_000 })),
          )
          line.resume()
          assert.deepEqual(tally(await Promise.all(outcomes)), { [text]: 18, SERVICE_UNAVAILABLE: 82 })
        },
      ))
  })

  describe(`${name}: a slow reader`, () => {
    it('gets every answer whole, however long it looked away', () =>
      withLine({ limits: { keepaliveMs: ample } }, async (line) => {
        await line.client.ask({ what: 'echo' })
        // 30 MB: on a busy machine more than the time that a call has by default.
        const calls = Array.from({ length: 300 }, () =>
          line.client.ask({ what: 'echo', sizeBytes: 100_000 }, { timeoutMs: 240_000 }),
        )
        await new Promise((resolve) => setImmediate(resolve))
        lookAway(500)
        for (const { text } of await Promise.all(calls)) assert.equal(text.length, 100_000)
      }))
  })
}

const outcome = (call: Promise<{ text: string }>): Promise<string> =>
  call.then(
    ({ text }) => text,
    (err) => (err instanceof PlinthError ? err.code : String(err)),
  )

function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

async function retainedBytes(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  // Buffers are let go only after the collection that finds them.
  for (let round = 0; round < 2; round++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

// This process does nothing else meanwhile, its sockets included.
function lookAway(forMs: number): void {
  const until = performance.now() + forMs
  while (performance.now() < until);
}
