import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LanguageProgram } from '@plinth/sdk-conformance'
import { installed } from './installed.ts'
import type { Runtime } from './runtimes.ts'

/** Makes the journeys in a runtime, with the package as installed. */
export async function journeysProgram({ command, args }: Runtime): Promise<LanguageProgram> {
  const { folder } = await installed()
  await cp(fileURLToPath(new URL('journeys', import.meta.url)), join(folder, 'journeys'), { recursive: true })
  return {
    command: await command(),
    args: [...args, 'journeys/program.mjs'],
    cwd: folder,
    env: { PLINTH_API_KEY: undefined, PLINTH_LOG: undefined, DENO_NO_UPDATE_CHECK: '1' },
  }
}
