// Applies what large workspaces have due, in a process of its own.
import { inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { startStatusSteps } from '../../src/workspace-status/worker.ts'

const [url = ''] = process.argv.slice(2)
const log = openLog({ level: 'fatal', name: 'webhooks' })
const database = openDatabase({ url, poolMax: 2, clock: new SystemClock(), log })
startStatusSteps({ database, log, bus: inProcessBus({ log }) })
process.stdout.write('ready\n')
