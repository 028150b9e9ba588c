// npm run webhooks -w bench -- [--only throughput,history,ablations,second] [--seconds 60]: how fast and how fair deliveries are,
// each figure beside its own baseline. Everything runs on this machine: service, PostgreSQL, NATS, receiver and load.
import { parseArgs } from 'node:util'
import { ablations } from './ablations.ts'
import { deliveries } from './deliveries.ts'
import { history } from './history.ts'
import { second } from './second.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'deliveries,history,second,ablations' },
    /** Of the long phase; the others take a fifth of it. */
    seconds: { type: 'string', default: '60' },
    /** Of the ablations: all of them by default. */
    ways: { type: 'string', default: '' },
    backlog: { type: 'string', default: '100000' },
    finished: { type: 'string', default: '1000000' },
  },
})
const seconds = Number(values.seconds)
const scale = {
  seconds,
  shortSeconds: Math.ceil(seconds / 5),
  backlog: Number(values.backlog),
  finished: Number(values.finished),
}
const say = (line: string) => void process.stdout.write(`${line}\n`)
const parts = { deliveries, history, second, ablations }

for (const name of values.only.split(',')) {
  const part = Object.entries(parts).find(([known]) => known === name)?.[1]
  if (part === undefined) throw new Error(`no such part: ${name}`)
  await part(scale, say, values.ways === '' ? undefined : values.ways.split(','))
}
