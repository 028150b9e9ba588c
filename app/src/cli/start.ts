import { withTimeout } from '@plinth/kit/timeout'
import { drainDelayMs } from '../config/process-settings.ts'
import { readConfig } from '../config/read-config.ts'
import { disablePretenuring } from '../disable-pretenuring.ts'
import { startInstance } from '../instance.ts'
import { openProcessLog } from '../log-format.ts'
import { partsOf } from '../parts.ts'
import { portRefusal } from '../ports.ts'
import { hasConsole } from '../sign-in-link.ts'
import { listenForStop } from '../signals.ts'
import { wantedPorts } from '../wanted-ports.ts'
import { welcome } from '../welcome.ts'
import type { TargetOptions } from './command-deps.ts'

/** Runs the parts of a target until a signal or a failure ends them; resolves with the exit code. */
export async function start({ target, env, loadParts }: TargetOptions): Promise<number> {
  // Title in the process list; it says the same as the arguments.
  process.title = target === 'all' ? 'plinth' : `plinth --target=${target}`
  const requests = listenForStop()
  const plan = readConfig(target, await loadParts(partsOf(target)), env)
  const log = openProcessLog(plan.config, env)
  const ports = wantedPorts(plan, env)
  const broken = Promise.withResolvers<never>()
  process.on('uncaughtException', broken.reject)
  process.on('unhandledRejection', broken.reject)

  const instance = await startInstance({ plan, ports, log, isTerminal: process.stdout.isTTY, env }).catch(
    (err: unknown) => {
      throw portRefusal(err, ports) ?? err
    },
  )
  disablePretenuring()
  log.info({ target, tookMs: Math.round(performance.now()) }, `ready in process ${process.pid}`)
  if (instance.url !== undefined && target === 'all')
    process.stdout.write(
      welcome(instance.url, instance.firstKey, hasConsole(env) ? env['GATEWAY_PUBLIC_URL'] || instance.url : undefined),
    )

  let code = 0
  try {
    const signal = await Promise.race([requests.first, instance.failed, broken.promise])
    log.info(`${signal}: stopping`)
  } catch (err) {
    log.fatal({ err }, 'a fatal failure occurred; stopping the process')
    code = 1
  }
  const timeoutMs = plan.config.stopTimeoutMs + drainDelayMs(plan.config, target)
  const busy = () => new Error(`still busy after ${timeoutMs} ms (STOP_TIMEOUT_MS)`)
  const isClean = await withTimeout(timeoutMs, instance.stop(), busy).then(
    () => true,
    (err: unknown) => {
      log.error({ err }, 'stopping failed in part; exiting with 1')
      return false
    },
  )
  if (isClean) log.info('stopped')
  return isClean ? code : 1
}
