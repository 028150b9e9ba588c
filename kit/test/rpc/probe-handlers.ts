import { setTimeout as delay } from 'node:timers/promises'
import { PlinthError } from '../../src/errors/index.ts'
import type { Handlers, ServerCall } from '../../src/rpc/index.ts'
import type { Answer, Ask, probeService } from './probe-service.ts'

/** A callee whose behaviour the caller chooses, and which reports what it has seen. `arrive` delays every call. */
export function probeHandlers(arrive: () => Promise<void> = async () => undefined): Handlers<typeof probeService> {
  const seen = { started: 0, finished: 0, aborted: [] as string[], runningMax: 0 }
  let running = 0
  return {
    async ask(asked, call) {
      await arrive()
      if (asked.what === 'report') return answer(JSON.stringify({ ...seen, rssBytes: process.memoryUsage.rss() }))
      seen.started++
      running++
      seen.runningMax = Math.max(seen.runningMax, running)
      try {
        return await behave(asked, call, (reason) => seen.aborted.push(reason))
      } finally {
        running--
        seen.finished++
      }
    },
  }
}

async function behave(asked: Ask, call: ServerCall, onAbort: (reason: string) => void): Promise<Answer> {
  switch (asked.what) {
    case 'echo':
      return answer(asked.sizeBytes === undefined ? (asked.text ?? '') : 'x'.repeat(asked.sizeBytes))
    case 'wait':
      await delay(asked.delayMs)
      return answer(asked.text ?? '')
    case 'context':
      return answer(JSON.stringify(call.context))
    case 'trace':
      return answer(call.traceparent)
    case 'replay':
      Object.assign(call.reply, { isReplay: true, firstRequestId: 'req_first' })
      if (asked.text === 'refuse') throw refusal
      return answer('again')
    case 'refuse':
      if (asked.sizeBytes !== undefined) throw hugeRefusal(asked.sizeBytes)
      throw refusal
    case 'break':
      throw new Error('the password is hunter2')
    case 'hang':
      return await untilAborted(call.signal, onAbort)
    default:
      return answer('')
  }
}

const refusal = new PlinthError('VALIDATION_ERROR', 'Die Prüfung schlug fehl.', {
  details: { name: ['is too long', 'has a ☃'], tier: ['is unknown'] },
  retryAfterSeconds: 7,
  cause: new Error('the password is hunter2'),
})

const hugeRefusal = (sizeBytes: number) =>
  new PlinthError('VALIDATION_ERROR', refusal.message, { details: { name: ['x'.repeat(sizeBytes)] } })

function untilAborted(signal: AbortSignal, onAbort: (reason: string) => void): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      onAbort(signal.reason instanceof PlinthError ? signal.reason.code : String(signal.reason))
      reject(signal.reason)
    })
  })
}

const answer = (text: string): Answer => ({ text, pid: process.pid })
