// npm run entitlements -w @plinth/bench: checks beside a hand-written read, consumes beside pgbench, and both at size.
import { parseArgs } from 'node:util'
import { stopFloors } from '../http/floor.ts'
import { startRig } from './rig.ts'
import { measureSizes, printSizes } from './sizes.ts'
import { measureWays, printMeasured } from './ways.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '32' },
    /** Each has the business tier's 500 at once and 50 a second: enough of them are never refused. */
    tenants: { type: 'string', default: '192' },
    /** Calls of tenancy itself that are under way at once, as those of a busy gateway are; and connections of the -many ways. */
    callers: { type: 'string', default: '128' },
    /** Of strong, fast, ledger-hot, ledger-spread, hot, spread, all but the ledger's with -many; what they are compared with comes along. Default: all. */
    ways: { type: 'string', default: '' },
    only: { type: 'string', default: 'ways,sizes' },
    /** Of the large ledger. */
    namespaces: { type: 'string', default: '1000000' },
    records: { type: 'string', default: '10000000' },
    /** A PostgreSQL server to keep it on: seeding takes minutes, and is done once. Default: one for this run. */
    'large-server': { type: 'string', default: '' },
  },
})
const effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
  callers: Number(values.callers),
}
const small = { tenants: Number(values.tenants), namespaces: 1_000, records: 10_000 }
const large = { ...small, namespaces: Number(values.namespaces), records: Number(values.records) }
const wanted = values.ways.split(',').filter((code) => code !== '')
const parts = values.only.split(',')

const rig = await startRig(small)
let failed = 0
try {
  if (parts.includes('ways')) failed += printMeasured(await measureWays(rig, wanted, effort))
  if (parts.includes('sizes'))
    failed += printSizes(await measureSizes(rig, large, { server: values['large-server'], wanted, effort }))
} finally {
  stopFloors()
  await rig.stop()
}
if (failed > 0) console.error(`${failed} requests failed`)
process.exitCode = failed === 0 ? 0 : 1
