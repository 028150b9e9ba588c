import { join } from 'node:path'
import { nodePath, npmPackages } from '@plinth/testkit'

const isArm = process.arch === 'arm64'

export interface Runtime {
  name: string
  /** The path of the runtime, installed by the first test that needs it. */
  command(): Promise<string>
  args: string[]
}

const fromNpm = (name: string, version: string, binary: string) => async () =>
  join(await npmPackages({ [name]: version }), 'node_modules', name, binary)

export const node24: Runtime = { name: 'Node.js 24', command: async () => process.execPath, args: [] }

export const otherRuntimes: readonly Runtime[] = [
  {
    name: 'Node.js 20',
    command: () => nodePath('20.20.2'),
    args: [],
  },
  {
    name: 'Deno',
    command: fromNpm(isArm ? '@deno/linux-arm64-glibc' : '@deno/linux-x64-glibc', '2.9.6', 'deno'),
    args: ['run', '--allow-all', '--no-remote', '--node-modules-dir=manual'],
  },
  {
    name: 'Bun',
    command: fromNpm(isArm ? '@oven/bun-linux-aarch64' : '@oven/bun-linux-x64', '1.4.5', 'bin/bun'),
    args: ['run', '--no-install'],
  },
]
