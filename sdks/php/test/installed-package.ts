import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildArchive } from '../build.ts'
import { run } from './run-php.ts'

export interface InstalledPackage {
  /** A user's project with the package in vendor/. */
  folder: string
  autoload: string
  archive: string
  remove(): void
}

/** Builds the archive and installs it into an empty folder as a user does, without Packagist and without a network. */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'core-php-user-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const archive = buildArchive(join(folder, 'artifacts'))
    const project = join(folder, 'project')
    mkdirSync(project)
    const repositories = [{ type: 'artifact', url: join(folder, 'artifacts') }, { 'packagist.org': false }]
    writeFileSync(join(project, 'composer.json'), JSON.stringify({ repositories }))
    await run('composer', ['require', '--no-interaction', '--no-audit', '--no-progress', 'core-php/sdk'], {
      cwd: project,
      env: { COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_DISABLE_NETWORK: '1', COMPOSER_HOME: join(folder, 'home') },
    })
    return { folder: project, autoload: join(project, 'vendor/autoload.php'), archive, remove }
  } catch (err) {
    remove()
    throw err
  }
}
