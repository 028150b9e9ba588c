import { readFileSync } from 'node:fs'

export async function version(): Promise<number> {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  process.stdout.write(`${manifest.version}\n`)
  return 0
}
