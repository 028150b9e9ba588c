// Measures the package as installed beside stripe-node, in the same run: `node sdks/js/bench/main.ts`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmPackages } from '@plinth/testkit'
import { installed, run } from '../test/installed.ts'

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const { folder } = await installed()
const peers = await npmPackages({ stripe: '23.1.0' })
await Promise.all([folder, peers].map((into) => copyFile(file('calls.mjs'), join(into, 'calls.mjs'))))

/** Milliseconds of the first import in a fresh process; the median of 15, taken in turn. */
const imports = { '@core-php/sdk': [] as number[], stripe: [] as number[] }
for (let round = 0; round < 15; round++) {
  for (const [name, times] of Object.entries(imports)) {
    const program = `const t = performance.now(); await import('${name}'); console.log(performance.now() - t)`
    const cwd = name === 'stripe' ? peers : folder
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd })
    times.push(Number(stdout))
  }
}

const server = spawn(process.execPath, [file('server.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const [line] = await once(server.stdout, 'data')
  const url = String(line).trim()
  const measured = { fetch: [] as number[], '@core-php/sdk': [] as number[], stripe: [] as number[] }
  for (let round = 0; round < 5; round++) {
    for (const [name, times] of Object.entries(measured)) {
      const cwd = name === 'stripe' ? peers : folder
      times.push(Number((await run(process.execPath, ['calls.mjs', name, url], { cwd })).stdout))
    }
  }
  const bare = median(measured.fetch)
  const over = (times: number[]) => (median(times) - bare).toFixed(1)
  console.log(
    `import          @core-php/sdk ${median(imports['@core-php/sdk']).toFixed(1)} ms, stripe ${median(imports.stripe).toFixed(1)} ms`,
  )
  console.log(`a bare fetch    ${bare.toFixed(1)} µs`)
  console.log(
    `overhead        @core-php/sdk ${over(measured['@core-php/sdk'])} µs, stripe ${over(measured.stripe)} µs (in processor time of the client)`,
  )
} finally {
  server.kill()
}
