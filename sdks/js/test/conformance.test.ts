import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCases } from '@plinth/sdk-conformance'
import { installed } from './installed.ts'
import { node24, otherRuntimes } from './runtimes.ts'

const runner = fileURLToPath(new URL('conformance-runner.mjs', import.meta.url))
describe('the package as installed does what every client of Plinth must do', () => {
  let folder: string
  before(async () => {
    folder = (await installed()).folder
    await copyFile(runner, join(folder, 'conformance-runner.mjs'))
  })

  for (const { name, command, args } of [node24, ...otherRuntimes]) {
    it(`in ${name}`, async (t) => {
      const { passed, failures } = await runCases({
        command: await command(),
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
