// The webhooks service as it is deployed, with the numbers of BENCH_TUNING in place of its own: what an ablation runs.
import { webhooks } from '@plinth/webhooks'
import { bind } from '../../app/src/bound-part.ts'
import { main } from '../../app/src/cli/program.ts'
import { defaultTuning } from '../../services/webhooks/src/dispatch/tuning.ts'
import { startWebhooks } from '../../services/webhooks/src/service.ts'

const tuning = { ...defaultTuning, ...JSON.parse(process.env['BENCH_TUNING'] ?? '{}') }
const part = bind({ ...webhooks, start: (deps) => startWebhooks(deps, tuning) })
process.exit(await main(['start', '--target=webhooks'], process.env, async () => [part]))
