import { inProcessBus } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'
import { runDispatcher } from '../run-dispatcher.ts'

const { url, secretsKey, settings } = JSON.parse(process.argv[2] ?? '')
const bus = inProcessBus({ log: openLog({ level: 'fatal', name: 'webhooks' }) })
await runDispatcher({ url, secretsKey: Buffer.from(secretsKey, 'hex'), bus, settings })
process.stdout.write('ready\n')
