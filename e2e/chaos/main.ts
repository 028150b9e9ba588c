// npm run chaos -- [--faults 75] [--minutes 10] [--seed N]: kills and freezes everything, again and again, and looks what is
// left. --faults 1000 --minutes 180 is the long one.
import { parseArgs } from 'node:util'
import { reportText } from './report.ts'
import { runChaos } from './run-chaos.ts'

const { values } = parseArgs({
  options: {
    faults: { type: 'string', default: '75' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const options = { faults: Number(values.faults), minutes: Number(values.minutes), seed: Number(values.seed) }
if (Object.values(options).some((value) => !(value >= 0))) {
  process.stderr.write('--faults, --minutes and --seed take numbers\n')
  process.exit(2)
}
process.stdout.write(
  `npm run chaos -- --faults ${options.faults} --minutes ${options.minutes} --seed ${options.seed}\n`,
)
const report = await runChaos(options)
process.stdout.write(`${reportText(report)}\n`)
process.exit(report.broken.length === 0 ? 0 : 1)
