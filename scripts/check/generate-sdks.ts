import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openApiPath } from './openapi.ts'

export const samplesPath = 'gateway/src/openapi/gen/code-samples.json'

/** Empties the samples where they are missing or no JSON, as in a conflict: the document of the API is made with them, and they from it. */
export function repairSamples(root: string): void {
  const path = join(root, samplesPath)
  try {
    JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '{}\n')
  }
}

/** Writes what each SDK has from the document of the API at `root`, and removes what no emitter writes any more. */
export async function generateSdks(root: string, target: string): Promise<void> {
  // Not imported above: the other checks must run when the generator does not even load.
  const { names, readDocument, targets } = await import('@plinth/sdk-generator')
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  const model = readDocument(read(openApiPath), { version: read('package.json').version, names })
  // All before anything is removed: an emitter that throws leaves every folder as it was.
  const emitted = targets.map(({ folder, emit }) => ({ folder, texts: emit(model) }))
  for (const { folder, texts } of emitted) {
    rmSync(join(target, folder), { recursive: true, force: true })
    for (const [path, text] of texts) {
      const file = join(target, folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
  }
}

/** The folders of the SDKs that are generated as a whole. */
export async function sdkFolders(): Promise<string[]> {
  const { targets } = await import('@plinth/sdk-generator')
  return targets.map(({ folder }) => folder)
}
