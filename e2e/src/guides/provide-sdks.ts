import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sdks = fileURLToPath(new URL('../../../sdks/', import.meta.url))
const cache = fileURLToPath(new URL('../../../node_modules/.cache/guides', import.meta.url))

/** Where Python finds the SDK, and both languages what they have compiled of it. */
export const sdkEnv = {
  PYTHONPATH: join(sdks, 'python/src'),
  PYTHONPYCACHEPREFIX: join(cache, 'python'),
  PYTHONDONTWRITEBYTECODE: '',
  NODE_COMPILE_CACHE: cache,
}

/** Puts the SDKs of this checkout into a folder, where its programs find them as after an install. */
export async function provideSdks(folder: string): Promise<void> {
  const js = join(folder, 'node_modules/@core-php/sdk')
  await mkdir(js, { recursive: true })
  await symlink(join(sdks, 'js/src'), join(js, 'src'))
  const exports = { '.': './src/index.ts', './webhooks': './src/webhooks.ts' }
  await writeFile(join(js, 'package.json'), JSON.stringify({ type: 'module', exports }))
  await mkdir(join(folder, 'vendor'))
  await writeFile(join(folder, 'vendor/autoload.php'), autoload)
}

/** As Composer makes it of `core-php/sdk`'s composer.json. */
const autoload = `<?php
spl_autoload_register(function (string $class): void {
    $file = '${join(sdks, 'php/src')}/' . str_replace('\\\\', '/', substr($class, strlen('CorePhp\\\\SDK\\\\'))) . '.php';
    if (str_starts_with($class, 'CorePhp\\\\SDK\\\\') && is_file($file)) {
        require $file;
    }
});
`
