import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptFolder } from '@plinth/testkit'
import { buildArchive } from '../build.ts'
import { phpFolder, run } from './run-php.ts'

// All that the archive is made of; the versions of composer and PHP too.
const own = ['composer.json', 'README.md', 'src/**/*.php', 'build.ts']
const composer = { COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_DISABLE_NETWORK: '1' }

export interface InstalledPackage {
  /** A user's project with the package in vendor/. Nothing is written into it: all test files share it. */
  folder: string
  autoload: string
  archive: string
}

/** The package as a user gets it, installed once into an empty folder, without Packagist and without a network. */
export async function installedPackage(): Promise<InstalledPackage> {
  const texts = globSync(own, { cwd: phpFolder })
    .sort()
    .map((file) => `${file}\n${readFileSync(join(phpFolder, file), 'utf8')}`)
  const contents = [await run('composer', ['--version'], { env: composer }), ...texts].join('\n')
  const folder = await keptFolder('php-package', contents, async (fresh) => {
    buildArchive(join(fresh, 'artifacts'))
    const project = join(fresh, 'project')
    mkdirSync(project)
    const repositories = [{ type: 'artifact', url: '../artifacts' }, { 'packagist.org': false }]
    writeFileSync(join(project, 'composer.json'), JSON.stringify({ repositories }))
    await run('composer', ['require', '--no-interaction', '--no-audit', '--no-progress', 'core-php/sdk'], {
      cwd: project,
      env: { ...composer, COMPOSER_HOME: join(fresh, 'home') },
    })
  })
  const [project, archive] = [join(folder, 'project'), join(folder, 'artifacts/core-php-sdk.zip')]
  return { folder: project, autoload: join(project, 'vendor/autoload.php'), archive }
}
