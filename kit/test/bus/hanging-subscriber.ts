import { jetStreamBus } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'

// A replica that takes messages, says so, and never finishes them: to be killed.
const [, , url = '', durable = '', subject = ''] = process.argv
const log = openLog({ level: 'silent', name: 'hanging' })
const bus = await jetStreamBus({ url, name: 'hanging', log, ackWaitMs: 1_500 })
await bus.subscribe({
  durable,
  subjects: [subject],
  batchMax: 10,
  handler: (messages) => {
    process.stdout.write(`${messages.map(({ id }) => id).join(' ')}\n`)
    return new Promise(() => undefined)
  },
})
process.stdout.write('subscribed\n')
