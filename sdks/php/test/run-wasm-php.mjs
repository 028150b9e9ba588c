// run-wasm-php.mjs FOLDER PHP LIBRARY ARGS: the command line of that PHP, with the folders of this machine that it needs.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [folder, phpPackage, library, ...args] = process.argv.slice(2)
const { resolve } = createRequire(join(folder, 'package.json'))
const load = async (name) => import(pathToFileURL(resolve(name)).href)
const { loadPHPRuntime, PHP } = await load(library)
const { getPHPLoaderModule } = await load(phpPackage)

const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()))
const sdk = fileURLToPath(new URL('..', import.meta.url))
for (const path of ['/usr/bin', '/usr/share/php', sdk, fileURLToPath(new URL('../../../docs', import.meta.url))]) {
  php.mkdir(path)
  await php.mount(path, (_, files, at) => {
    files.mount(files.filesystems.NODEFS, { root: path }, at)
    return () => files.unmount(at)
  })
}
php.chdir(sdk)
const end = await php.cli(['php', ...args])
process.stdout.write(await end.stdoutText)
process.stderr.write(await end.stderrText)
process.exit(await end.exitCode)
