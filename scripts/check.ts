// npm run check: everything CI checks besides the tests. `npm run check -- NAME …` runs the named steps.
import { fileURLToPath } from 'node:url'
import { docs } from './check/docs.ts'
import { generated } from './check/generated.ts'
import { plumbingCopies, schemas } from './check/migrations.ts'
import { openApi, openApiLint } from './check/openapi.ts'
import { sdkSurface } from './check/sdk-surface.ts'
import type { Step } from './check/step.ts'
import { lineBudget, usage, words } from './check/text-rules.ts'
import { boundaries, consoleBuild, lint, protoBreaking, protoLint, types, unused } from './check/tools.ts'

const steps: Step[] = [
  ...[types, consoleBuild, lint, unused, boundaries, usage, lineBudget, words, docs],
  ...[protoLint, protoBreaking, generated, openApi, openApiLint, sdkSurface, plumbingCopies, schemas],
]

const root = fileURLToPath(new URL('..', import.meta.url))
const named = process.argv.slice(2)
const unknown = named.filter((name) => steps.every((step) => step.name !== name))
if (unknown.length > 0) {
  console.error(`No step ${unknown.join(', ')}; there are: ${steps.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const failures: string[] = []
for (const { name, run } of named.length === 0 ? steps : steps.filter((step) => named.includes(step.name))) {
  const started = performance.now()
  const failure = await run(root).then(
    () => undefined,
    (err: unknown) => (err instanceof Error ? err.message : String(err)),
  )
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
  console.log(`${failure === undefined ? '✔' : '✖'} ${name} (${took})`)
  if (failure !== undefined) failures.push(`── ${name}\n${failure}`)
}
if (failures.length > 0) console.error(`\n${failures.join('\n\n')}\n`)
console.log(failures.length === 0 ? 'All checks pass.' : `${failures.length} checks fail.`)
process.exitCode = failures.length === 0 ? 0 : 1
