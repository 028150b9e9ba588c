import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PartName } from '@plinth/kit/part'
import { type ConfiguredServer, configuredServer } from '@plinth/testkit'

const compose = new URL('../../deploy/compose.yaml', import.meta.url)
const natsConf = fileURLToPath(new URL('../../deploy/k8s/components/dev-dependencies/nats.conf', import.meta.url))
const parts = ['gateway', 'identity', 'tenancy', 'webhooks'] as const
// NATS would take it for a number, were it not in quotes.
const passwordOf = (user: string) => `12e45-${user}`

export interface ServerWithUsers extends ConfiguredServer {
  urlOf(user: PartName): string
}

const withUsers = (server: ConfiguredServer): ServerWithUsers => ({
  ...server,
  urlOf(user) {
    const url = new URL(server.url)
    url.username = user
    url.password = passwordOf(user)
    return url.href
  },
})

/** NATS with the users that deploy/ gives it. */
export async function natsWithUsers(): Promise<ServerWithUsers> {
  const passwords = parts.map((part) => [`NATS_${part.toUpperCase()}_PASSWORD`, `"${passwordOf(part)}"`])
  return withUsers(
    await configuredServer('nats', { configFile: { flag: '-c', path: natsConf }, env: Object.fromEntries(passwords) }),
  )
}

/** Redis with the user that deploy/ gives it. */
export async function redisWithUsers(): Promise<ServerWithUsers> {
  const [, command = ''] =
    /\n {2}redis:\n[\s\S]*?\n {4}command:\n((?: {6}- .*\n)+)/.exec(readFileSync(compose, 'utf8')) ?? []
  const args = [...command.matchAll(/^ {6}- "?(.*?)"?$/gm)].map(([, arg = '']) =>
    arg.replace(/\$\{REDIS_PASSWORD\}/, passwordOf('gateway')),
  )
  return withUsers(await configuredServer('redis', { args }))
}
