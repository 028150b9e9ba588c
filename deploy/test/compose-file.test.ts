import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { toolPath } from '@plinth/testkit'
import { parse } from 'yaml'

const run = promisify(execFile)
const file = fileURLToPath(new URL('../compose.yaml', import.meta.url))
const example = fileURLToPath(new URL('../.env.example', import.meta.url))
const secretNames = [
  'POSTGRES_PASSWORD',
  'SECRETS_KEY',
  ...['IDENTITY', 'TENANCY', 'WEBHOOKS'].map((part) => `RPC_${part}_TOKEN`),
  ...['GATEWAY', 'IDENTITY', 'TENANCY', 'WEBHOOKS'].map((part) => `NATS_${part}_PASSWORD`),
  'REDIS_PASSWORD',
]

describe('the compose file', () => {
  const { services } = parse(readFileSync(file, 'utf8'), { merge: true })

  it('counts as many gateways as it starts, unless .env says how many there are', () => {
    assert.equal(
      services.gateway.environment.GATEWAY_REPLICAS,
      `\${GATEWAY_REPLICAS:-${services.gateway.deploy?.replicas ?? 1}}`,
    )
  })

  it('hands each part the settings that .env gives it: those with its name, and those of every process', () => {
    const reference = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
    const settings = [...reference.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name)
    const owners = {
      GATEWAY: 'gateway',
      IDENTITY: 'identity',
      TENANCY: 'tenancy',
      WEBHOOKS: 'webhooks',
      AUDIT: 'webhooks',
    }
    for (const [prefix, part] of Object.entries(owners)) {
      const own = settings.filter((name) => name.startsWith(`${prefix}_`) && !name.endsWith('_DATABASE_URL'))
      assert.ok(own.length > 1, prefix)
      const wanted = [...own, 'LOG_LEVEL', 'DATABASE_POOL_MAX', 'DRAIN_DELAY_MS', 'STOP_TIMEOUT_MS']
      const given = Object.keys(services[part].environment)
      assert.deepEqual(
        wanted.filter((name) => !given.includes(name)),
        [],
        part,
      )
    }
  })

  it('tells identity where the console is, for `plinth console`', () => {
    for (const name of ['GATEWAY_PUBLIC_URL', 'GATEWAY_CONSOLE'])
      assert.deepEqual(services.identity.environment[name], services.gateway.environment[name], name)
    assert.match(
      services.identity.environment.GATEWAY_PUBLIC_URL,
      /GATEWAY_PUBLIC_URL:-http:\/\/localhost:\$\{PORT:-8080\}/,
    )
  })

  it('leaves a setting unset that .env does not name, and hands over what it names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plinth-compose-'))
    const environmentOf = async (part: string, lines: readonly string[]): Promise<Record<string, string | null>> => {
      const env = join(folder, '.env')
      writeFileSync(env, [...secretNames.map((name) => `${name}=x`), ...lines].join('\n'))
      const args = ['-f', file, '--env-file', env, 'config', '--format', 'json']
      const { stdout } = await run(toolPath('docker-compose'), args, { env: { PATH: process.env['PATH'] } })
      return JSON.parse(stdout).services[part].environment
    }
    try {
      const shipped = await environmentOf('webhooks', [])
      assert.deepEqual([shipped['WEBHOOKS_CONCURRENCY'], shipped['LOG_LEVEL']], [null, null])
      const set = await environmentOf('webhooks', ['WEBHOOKS_CONCURRENCY=200', 'LOG_LEVEL=debug'])
      assert.deepEqual([set['WEBHOOKS_CONCURRENCY'], set['LOG_LEVEL']], ['200', 'debug'])
      const gateway = await environmentOf('gateway', ['GATEWAY_REPLICAS=2', 'GATEWAY_TRUSTED_PROXIES=10.0.0.0/8'])
      assert.deepEqual([gateway['GATEWAY_REPLICAS'], gateway['GATEWAY_TRUSTED_PROXIES']], ['2', '10.0.0.0/8'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('publishes the gateway alone, and the tools of telemetry on loopback', () => {
    for (const [name, { ports = [], profiles }] of Object.entries<{ ports?: string[]; profiles?: string[] }>(
      services,
    )) {
      if (name === 'gateway') continue
      if (ports.length === 0) continue
      assert.deepEqual(profiles, ['telemetry'], name)
      for (const port of ports) assert.match(port, /^127\.0\.0\.1:/)
    }
  })

  it('names the version of this release', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../app/package.json', import.meta.url), 'utf8'))
    assert.match(services.gateway.image, new RegExp(`:-plinth:${version.replaceAll('.', '\\.')}\\}$`))
  })

  it('gives each part its own secrets alone', () => {
    const settingsOf = (name: string) => JSON.stringify(services[name].environment)
    const places = ['gateway', 'identity', 'tenancy', 'webhooks', 'migrate', 'postgres', 'nats', 'redis', 'collector']
    const holders = (secret: string) =>
      places.filter((name) => JSON.stringify(services[name]).includes(`\${${secret}`)).sort()
    for (const part of ['identity', 'tenancy', 'webhooks']) {
      const name = part.toUpperCase()
      assert.deepEqual(holders(`RPC_${name}_TOKEN`), ['gateway', part])
      assert.deepEqual(holders(`NATS_${name}_PASSWORD`), [part, 'nats'].sort())
      assert.match(settingsOf(part), new RegExp(`nats://${part}:`))
    }
    assert.deepEqual(holders('NATS_GATEWAY_PASSWORD'), ['gateway', 'nats'])
    assert.deepEqual(holders('REDIS_PASSWORD'), ['gateway', 'redis'])
  })

  it('asks for every secret, and knows none', () => {
    const text = readFileSync(file, 'utf8')
    for (const name of secretNames) {
      assert.match(text, new RegExp(`\\$\\{${name}:\\?`))
      assert.match(readFileSync(example, 'utf8'), new RegExp(`^${name}=$`, 'm'))
    }
  })
})
