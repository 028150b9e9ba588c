// A tenancy service in a process of its own, on a database that is there and whose clock is moved: prints the port it serves.
import { inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { inProcessLimiter } from '@plinth/kit/limiter'
import { openLog } from '@plinth/kit/log'
import { rpcHost } from '@plinth/kit/rpc'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { tenancy } from '../../src/index.ts'

const [url = '', offsetMs = '0'] = process.argv.slice(2)
const log = openLog({ level: 'fatal', name: 'tenancy' })
const clock = new SystemClock()
clock.setOffset(Number(offsetMs))
const database = openDatabase({ url, poolMax: 10, clock, log })
const host = rpcHost({ log })
await tenancy.start({
  config: { selfServiceTiers: ['free'], workspacesPerUser: 10, ledgerDays: 400, deletedDays: 30, requestLogDays: 7 },
  infra: {
    database: () => database,
    bus: inProcessBus({ log }),
    limiter: inProcessLimiter({ clock }),
    secrets: secretBox([Buffer.alloc(32)]),
    clock,
    log,
    version: '0.0.0-test',
    stopping: new AbortController().signal,
    readiness: async () => ({ ready: true, checks: {} }),
    peerReady: async () => undefined,
  },
  dial: () => {
    throw new Error('tenancy dials no part')
  },
  expose: host.expose,
})
const { port } = await host.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`port ${port}\n`)
