import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Step, tool } from './step.ts'

const rooms = [
  'proto',
  'kit',
  'services',
  'gateway',
  'console',
  'app',
  'testkit',
  'scripts',
  'e2e',
  'bench',
  'deploy',
  'sdks',
]
const step = (name: string, command: readonly string[]): Step => ({
  name,
  run: async (root) => void (await tool(root, command)),
})

export const lint = step('lint', ['biome', 'check', '--error-on-warnings', '.'])
export const unused = step('unused', ['knip', '--no-progress'])
export const releasedImage = 'proto/released.binpb'
export const protoLint = step('proto-lint', ['buf', 'lint', 'proto'])

export const boundaries: Step = {
  name: 'boundaries',
  async run(root) {
    const config = ['--config', '.dependency-cruiser.mjs', '--output-type', 'err']
    await tool(root, ['depcruise', ...config, ...rooms.filter((room) => existsSync(join(root, room)))])
  },
}

/** Code that was built against the last released contract understands this one; there is none until the first release. */
export const protoBreaking: Step = {
  name: 'proto-breaking',
  async run(root) {
    if (!existsSync(join(root, releasedImage))) return
    await tool(root, ['buf', 'breaking', 'proto', '--against', releasedImage])
  },
}

export const types: Step = {
  name: 'types',
  async run(root) {
    // The console knows a browser's globals, which no other room has.
    for (const project of ['tsconfig.json', 'console']) await tool(root, ['tsc', '-p', project])
  },
}

/** The console builds, within its budgets. */
export const consoleBuild = step('console', ['node', 'console/build.ts'])
