import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keptFolder } from '@plinth/testkit'
import { run } from './installed.ts'

/** The folder of tools that only these tests need, by name and exact version; installed by the test that needs them. */
export function tools(dependencies: Readonly<Record<string, string>>): Promise<string> {
  const manifest = JSON.stringify({ private: true, dependencies })
  return keptFolder(manifest, async (folder) => {
    await writeFile(join(folder, 'package.json'), manifest)
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], { cwd: folder })
  })
}
