import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate, generatedPaths } from './generate.ts'
import { generateSdks, sdkFolders } from './generate-sdks.ts'
import { report, type Step } from './step.ts'

/** Generated files were neither edited nor forgotten: generating again makes the same bytes. */
export const generated: Step = {
  name: 'generated',
  async run(root) {
    const fresh = mkdtempSync(join(tmpdir(), 'plinth-gen-'))
    try {
      await generate(root, fresh)
      await generateSdks(root, fresh)
      const differences = [...generatedPaths, ...(await sdkFolders())].flatMap((path) => compare(root, fresh, path))
      report('Differs from the output of `npm run gen`:', differences)
    } finally {
      rmSync(fresh, { recursive: true, force: true })
    }
  },
}

function compare(root: string, fresh: string, path: string): string[] {
  const there = filesOf(root, path)
  const wanted = filesOf(fresh, path)
  return [...new Set([...there, ...wanted])].sort().flatMap((file) => {
    if (!there.includes(file)) return [`${file} is missing`]
    if (!wanted.includes(file)) return [`${file} must not exist`]
    const isSame = readFileSync(join(root, file)).equals(readFileSync(join(fresh, file)))
    return isSame ? [] : [`${file} differs`]
  })
}

function filesOf(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return []
  if (statSync(join(root, path)).isFile()) return [path]
  const entries = globSync('**', { cwd: join(root, path), withFileTypes: true })
  return (
    entries
      // Python writes what it compiled beside the sources.
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replace(/^\//, ''))
  )
}
