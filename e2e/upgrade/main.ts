// npm run upgrade -w e2e -- FOLDER: from the release checked out in FOLDER to this one under load, process by process.
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { eventually, runProcess } from '@plinth/testkit'
import { verifyChain } from '../src/audit-chain.ts'
import { type Replica, startReplicatedMesh } from '../src/replicas/replicated-mesh.ts'
import { asBefore } from '../src/replicas/surroundings.ts'
import { figuresText, underLoad } from '../src/replicas/under-load.ts'
import { auditOf, storedTimes } from './audit.ts'
import { makeHistory } from './history.ts'
import { startProductLoad } from './product-load.ts'

// As `minReadySeconds` has it in deploy/k8s: who calls the new process has found it before the next one goes.
const settleMs = 10_000
const program = 'app/bin/plinth.mjs'
const next = fileURLToPath(new URL(`../../${program}`, import.meta.url))
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('usage: npm run upgrade -w e2e -- FOLDER (a checkout of the release before, installed)\n')
  process.exit(2)
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const plinth = await startReplicatedMesh({ program: resolve(folder, program), surroundings: await asBefore() })
const webhooksUrl = plinth.databases[2]?.url ?? ''
const history = await makeHistory(plinth)
try {
  const [firstUrl = ''] = plinth.urls
  const product = { start: () => startProductLoad(firstUrl, plinth.operatorKey, history.key) }
  let published: ReturnType<typeof product.start> | undefined
  let renamed: ReadonlySet<string> = new Set()
  const figures = await underLoad({ ...plinth, isOfReleaseBefore: true }, async ({ load }) => {
    say(`8 processes of ${folder} run`)
    const migration = runProcess(next, ['migrate'], { env: plinth.settings })
    const { code } = await migration.exited
    if (code !== 0) throw new Error(`migrating failed:\n${migration.output()}`)
    renamed = load.renamed
    say('the databases are migrated; the release before goes on')
    for (const replica of mixed(plinth.replicas)) {
      await replica.replace(plinth.settings, next)
      if (replica.part === 'gateway') published ??= product.start()
      say(`${replica.name} is of this release; ${published?.load.accepted.size ?? 0} events published`)
      await wait(settleMs)
    }
    await published?.stop()
  })
  say(figuresText(figures))
  const { accepted, waits, failures } = published?.load ?? { accepted: new Map(), waits: 0, failures: [] }
  const missing = () => [...accepted.keys()].filter((id) => !history.published().has(id))
  await eventually(() => assertNone(missing()), { timeoutMs: 90_000 }).catch(() => undefined)
  const counts = await storedTimes(webhooksUrl)
  const twice = [...history.published().values()].filter((count) => count > 1).length
  say(
    `${accepted.size} events of the product, ${waits} answers with 503, ${failures.length} failed, ${missing().length} lost, ${twice} came twice`,
  )
  await history.readAgain()
  say(`${history.names.length} events of before are listed and were sent again`)
  const audit = await auditOf(webhooksUrl, [...history.names, ...renamed])
  say(`audit log: ${history.names.length + renamed.size} renames, ${audit.withActor} entries with an actor`)
  const { sealed, fault } = await verifyChain(plinth.settings)
  say(`plinth audit verify: ${fault ?? `${sealed} entries fit`}`)
  const broken = [
    ...figures.failures,
    ...figures.lost.map((name) => `lost: ${name}`),
    ...(figures.twice + twice > 0 ? ['events came twice'] : []),
    ...(accepted.size === 0 ? ['no event was published'] : []),
    ...failures,
    ...missing().map((id) => `lost: the event ${id}`),
    ...[...accepted.keys()]
      .filter((id) => counts.get(id) !== 1)
      .map((id) => `stored ${counts.get(id) ?? 0} times: ${id}`),
    ...(counts.size === accepted.size ? [] : [`${counts.size} events are stored, ${accepted.size} were accepted`]),
    ...audit.broken,
    ...(fault === undefined ? [] : [fault]),
  ]
  for (const one of broken.slice(0, 20)) say(one)
  if (broken.length > 0) process.exitCode = 1
} finally {
  await history.close()
  await plinth.stop()
}
process.exit()

/** A gateway goes before webhooks: so it meets a service that does not know its calls, and then one of each release. */
function mixed(replicas: readonly Replica[]): Replica[] {
  const of = (part: Replica['part']) => replicas.filter((one) => one.part === part)
  const [first, ...gateways] = of('gateway')
  return [...of('identity'), ...of('tenancy'), ...(first ? [first] : []), ...of('webhooks'), ...gateways]
}

function assertNone(missing: readonly string[]): void {
  if (missing.length > 0) throw new Error(`${missing.length} events have not come`)
}
