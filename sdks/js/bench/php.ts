import { installedPackage } from '../../php/test/installed-package.ts'
import { installPhpTools } from '../../php/test/php-tools.ts'
import { phpFolder, run } from '../../php/test/run-php.ts'
import type { Row } from './report.ts'

/** Files and memory that the first call of the installed package loads and takes. */
export async function phpRows(url: string): Promise<Row[]> {
  installPhpTools()
  const { autoload } = await installedPackage()
  const env = { PLINTH_URL: url, SDK_AUTOLOAD: autoload }
  const { files, bytes } = JSON.parse(await run('php', [`${phpFolder}test/php/first-call.php`], { env }))
  return [
    { what: 'PHP: a first call', ours: [files], unit: 'files', most: 40 },
    { what: 'PHP: a first call', ours: [bytes / 1024 ** 2], unit: 'MiB', most: 3 },
  ]
}
