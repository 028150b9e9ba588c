import { type Env, integer, loadConfig, text } from '@plinth/kit/config'
import type { ProcessPlan } from './config/read-config.ts'
import type { WantedPort } from './ports.ts'

// The gateway reads and describes these two settings itself; here they only serve the check of the port.
const publicAddress = {
  port: integer('PORT', { doc: '', min: 0, max: 65_535, default: 8_080 }),
  host: text('HOST', { doc: '', default: '127.0.0.1' }),
}

/** Returns the ports on which this process will listen. */
export function wantedPorts({ target, config, parts }: ProcessPlan, env: Env): WantedPort[] {
  const wanted: WantedPort[] = []
  if (parts.some(({ name }) => name === 'gateway'))
    wanted.push({ variable: 'PORT', hostVariable: 'HOST', ...loadConfig(publicAddress, env) })
  if (config.managementPort !== undefined)
    wanted.push({
      variable: 'MANAGEMENT_PORT',
      hostVariable: 'MANAGEMENT_HOST',
      host: config.managementHost,
      port: config.managementPort,
    })
  if (target !== 'all' && target !== 'gateway')
    wanted.push({ variable: 'RPC_PORT', hostVariable: 'RPC_HOST', host: config.rpcHost, port: config.rpcPort })
  return wanted
}
