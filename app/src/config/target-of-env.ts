import { type Env, readSetting } from '@plinth/kit/config'
import { databaseParts, type Target } from '../parts.ts'
import { driverSettings } from './driver-settings.ts'
import { tokenVariable } from './rpc-credentials.ts'

export interface FoundTarget {
  target: Target
  /** The variable that says so; undefined where none does. */
  variable: string | undefined
}

const isSet = (env: Env, variable: string) => Boolean(env[variable] || env[`${variable}_FILE`])

/**
 * Returns the part that an environment belongs to: the gateway has the addresses of services; a service has its own token and no
 * other's, or the NATS user of its name. An environment of none of them is that of all parts in one process.
 */
export function targetOfEnv(env: Env): FoundTarget {
  const address = databaseParts.map((part) => `RPC_${part.toUpperCase()}_URL`).find((variable) => isSet(env, variable))
  if (address !== undefined) return { target: 'gateway', variable: address }
  const [own, ...others] = databaseParts.filter((part) => isSet(env, tokenVariable(part)))
  if (own !== undefined && others.length === 0) return { target: own, variable: tokenVariable(own) }
  const nats = readSetting(driverSettings.natsUrl, env)
  const [server = ''] = ('value' in nats ? (nats.value ?? '') : '').split(',')
  const user = URL.canParse(server) ? new URL(server).username : ''
  const named = databaseParts.find((part) => part === user)
  return named === undefined ? { target: 'all', variable: undefined } : { target: named, variable: 'NATS_URL' }
}
