// Migrates when told to, so that several processes begin in the same moment.
import { once } from 'node:events'
import { ensureDatabase, migrate } from '@plinth/kit/db'
import { log } from './silent-log.ts'

const [url = '', migrations = ''] = process.argv.slice(2)
const told = once(process, 'SIGUSR2')
const awake = setInterval(() => undefined, 1_000)
process.stdout.write('waiting\n')
await told
clearInterval(awake)
await ensureDatabase(url)
const applied = await migrate({ url, migrations: new URL(migrations), log })
process.stdout.write(`applied ${applied.length}\n`)
