import type { Logger } from '../log.ts'
import { processSpan } from '../telemetry/index.ts'
import { withTimeout } from '../timeout.ts'
import { handlerMsMaxDefault, type SubscribeOptions, type Subscription } from './bus.ts'
import type { DurableQueue } from './in-process-queue.ts'

/** One replica of a durable: one handler call at a time, and a rejected batch goes back to the queue. */
export function startMember(queue: DurableQueue, options: SubscribeOptions, log: Logger): Subscription {
  const { durable, batchMax, handler, handlerMsMax = handlerMsMaxDefault } = options
  let isStopped = false
  let wake: () => void = () => undefined
  const onDue = () => wake()
  queue.addEventListener('due', onDue)

  const run = async (): Promise<void> => {
    while (!isStopped) {
      const messages = queue.take(batchMax)
      if (messages.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      try {
        const handle = () => withTimeout(handlerMsMax, handler(messages))
        await processSpan({ durable, system: 'inprocess', messages }, handle)
        queue.finish(messages)
      } catch (err) {
        log.warn(
          { err, durable, messages: messages.length },
          'a subscriber rejected messages; they are delivered again',
        )
        queue.putBack(messages)
      }
    }
  }
  const done = run()

  return {
    stop: async () => {
      isStopped = true
      wake()
      await done
      queue.removeEventListener('due', onDue)
    },
  }
}
