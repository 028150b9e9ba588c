// node build.ts [FOLDER]: the archive that composer installs, the same bytes for the same files.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('.', import.meta.url))
const shipped = ['composer.json', 'README.md', 'src']
/** ZIP knows no earlier time. */
const fileTime = new Date('1980-01-01T12:00:00Z')

/** Writes core-php-sdk.zip into the folder; throws with what composer said. */
export function buildArchive(folder: string): string {
  const temporary = mkdtempSync(join(tmpdir(), 'core-php-sdk-'))
  const copy = join(temporary, 'sdk')
  try {
    for (const name of shipped) cpSync(join(source, name), join(copy, name), { recursive: true })
    for (const path of globSync('**/*', { cwd: copy })) utimesSync(join(copy, path), fileTime, fileTime)
    mkdirSync(folder, { recursive: true })
    const args = ['archive', '--no-interaction', '--format=zip', `--dir=${resolve(folder)}`, '--file=core-php-sdk']
    const settings = ['COMPOSER_ALLOW_SUPERUSER=1', `COMPOSER_HOME=${join(temporary, 'home')}`, 'TZ=UTC']
    const { status, stdout, stderr } = spawnSync('env', [...settings, 'composer', ...args], {
      cwd: copy,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`composer archive failed:\n${stdout}${stderr}`)
    return join(resolve(folder), 'core-php-sdk.zip')
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

if (import.meta.main) process.stdout.write(`${buildArchive(process.argv[2] ?? join(source, 'dist'))}\n`)
