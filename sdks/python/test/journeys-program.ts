import type { LanguageProgram } from '@plinth/sdk-conformance'
import { installedPackage } from './installed.ts'
import { sdkFolder } from './python.ts'

/** Makes the journeys with either client of the package as installed. */
export async function journeysProgram(client: 'sync' | 'async'): Promise<LanguageProgram> {
  const { python } = await installedPackage()
  return { command: python, args: [`${sdkFolder}test/journeys/run.py`, client] }
}
