import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Debian's packages that the tests need, each with a file that tells that it is there. */
const needed: Readonly<Record<string, string>> = {
  'php-cli': '/usr/bin/php',
  'php-curl': '/usr/share/doc/php-curl',
  'php-mbstring': '/usr/share/doc/php-mbstring',
  'php-xml': '/usr/share/doc/php-xml',
  'php-zip': '/usr/share/doc/php-zip',
  composer: '/usr/bin/composer',
  phpunit: '/usr/bin/phpunit',
  'php-parser': '/usr/share/php/PhpParser/autoload.php',
  'php-phpstan-phpdoc-parser': '/usr/share/php/PHPStan/PhpDocParser/autoload.php',
  'php-guzzlehttp-guzzle': '/usr/share/php/GuzzleHttp/autoload.php',
  'php-symfony-http-client': '/usr/share/php/Symfony/Component/HttpClient/autoload.php',
  'php-nyholm-psr7': '/usr/share/php/Nyholm/Psr7/autoload.php',
}

/** Installs what is missing from Debian's packages; throws a sentence that names what cannot be installed. */
export function installPhpTools(): void {
  const missing = missingTools()
  if (missing.length === 0) return
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const sentence = `The tests of the PHP SDK need ${missing.join(', ')} (Debian: apt-get install ${missing.join(' ')})`
  if (!canInstall) throw new Error(`${sentence}.`)
  process.stderr.write(`Installing ${missing.join(', ')} from Debian's packages …\n`)
  // A list that cannot be fetched need not be the one that matters.
  aptGet(['update', '-q'])
  const output = aptGet(['install', '-qy', '--no-install-recommends', ...missing])
  if (missingTools().length > 0) throw new Error(`${sentence}; installing them failed:\n${output}`)
}

const missingTools = () => Object.keys(needed).filter((name) => !existsSync(needed[name] ?? ''))

function aptGet(args: readonly string[]): string {
  const { stdout, stderr } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    encoding: 'utf8',
  })
  return `${stdout}${stderr}`
}
