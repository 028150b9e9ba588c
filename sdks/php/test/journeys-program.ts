import type { LanguageProgram } from '@plinth/sdk-conformance'
import { installedPackage } from './installed-package.ts'
import { installPhpTools } from './php-tools.ts'
import { phpFolder } from './run-php.ts'

/** Makes the journeys with the package as installed. */
export async function journeysProgram(): Promise<LanguageProgram> {
  installPhpTools()
  const { autoload } = await installedPackage()
  return { command: 'php', args: [`${phpFolder}test/php/journeys.php`], env: { SDK_AUTOLOAD: autoload } }
}
