import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Finding, type Step, tool } from './step.ts'

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
export const protoLint = step('proto-lint', ['buf', 'lint', 'proto'])

export const boundaries: Step = {
  name: 'boundaries',
  async run(root) {
    const config = ['--config', '.dependency-cruiser.mjs', '--output-type', 'err']
    await tool(root, ['depcruise', ...config, ...rooms.filter((room) => existsSync(join(root, room)))])
  },
}

/** Code that was built against the last released contract understands this one. */
export const protoBreaking: Step = {
  name: 'proto-breaking',
  async run(root) {
    const image = 'proto/released.binpb'
    if (!existsSync(join(root, image))) throw new Finding(`${image}, the contract as last released, is missing`)
    await tool(root, ['buf', 'breaking', 'proto', '--against', image])
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
