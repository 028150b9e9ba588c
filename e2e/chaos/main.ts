// npm run chaos -- [--kills 60] [--minutes 10] [--seed N]: kills everything, again and again, and looks what is left.
import { parseArgs } from 'node:util'
import { reportText } from './report.ts'
import { runChaos } from './run-chaos.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const options = { kills: Number(values.kills), minutes: Number(values.minutes), seed: Number(values.seed) }
if (Object.values(options).some((value) => !(value >= 0))) {
  process.stderr.write('--kills, --minutes and --seed take numbers\n')
  process.exit(2)
}
process.stdout.write(`npm run chaos -- --kills ${options.kills} --minutes ${options.minutes} --seed ${options.seed}\n`)
const report = await runChaos(options)
process.stdout.write(`${reportText(report)}\n`)
process.exit(report.broken.length === 0 ? 0 : 1)
