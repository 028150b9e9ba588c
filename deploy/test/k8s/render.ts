import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { toolPath } from '@plinth/testkit'
import { parseAllDocuments } from 'yaml'
import type { Manifest } from './manifest.ts'

const run = promisify(execFile)
const source = fileURLToPath(new URL('../../k8s', import.meta.url))

/** Values that differ from overlay to overlay and are not committed, filled in as the example file says. */
export const developmentSecrets = {
  POSTGRES_PASSWORD: 'a-password-of-the-test',
  DATABASE_URL: 'postgres://plinth:a-password-of-the-test@postgres:5432/postgres',
  ...Object.fromEntries(
    ['gateway', 'identity', 'tenancy', 'webhooks'].flatMap((part) => [
      // NATS would take it for a number, were it not in quotes.
      [`NATS_${part.toUpperCase()}_PASSWORD`, `12e45-${part}`],
      [`${part.toUpperCase()}_NATS_URL`, `nats://${part}:12e45-${part}@nats:4222`],
    ]),
  ),
  REDIS_PASSWORD: 'the-redis-of-the-test',
  REDIS_URL: 'redis://gateway:the-redis-of-the-test@redis:6379',
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  RPC_IDENTITY_TOKEN: 'a-token-of-identity-alone',
  RPC_TENANCY_TOKEN: 'a-token-of-tenancy-alone',
  RPC_WEBHOOKS_TOKEN: 'a-token-of-webhooks-alone',
}

/** Components no overlay of ours takes, put together so that they build and pass as well. */
const combinations: Record<string, { onTopOf: string; components: readonly string[] }> = {
  'gateway-api': { onTopOf: 'development', components: ['gateway-api', 'rpc-tls', 'traces', 'monitoring'] },
}

export const overlayNames = ['development', 'production', ...Object.keys(combinations)] as const

/** `kustomize build` of an overlay, or of a combination, as objects; after a change of their files, if there is one. */
export async function render(overlay: string, change?: (folder: string) => void): Promise<Manifest[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-k8s-'))
  try {
    cpSync(source, folder, { recursive: true })
    const lines = Object.entries(developmentSecrets).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(join(folder, 'overlays/development/secrets.env'), lines.join(''))
    for (const [name, { onTopOf, components }] of Object.entries(combinations)) {
      mkdirSync(join(folder, 'overlays', name))
      const listed = components.map((component) => `  - ../../components/${component}\n`).join('')
      const text = `resources:\n  - ../${onTopOf}\nnamespace: plinth\ncomponents:\n${listed}`
      writeFileSync(join(folder, 'overlays', name, 'kustomization.yaml'), text)
    }
    change?.(folder)
    const { stdout } = await run(toolPath('kustomize'), ['build', join(folder, 'overlays', overlay)], {
      maxBuffer: 16 * 1024 * 1024,
    })
    return parseAllDocuments(stdout, { version: '1.1' }).map((document): Manifest => document.toJS())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The names an overlay's example of secrets tells people to fill in. */
export function exampleSecretNames(): string[] {
  const text = readFileSync(join(source, 'overlays/development/secrets.example.env'), 'utf8')
  return text.split('\n').flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])
}
