import { text } from 'node:stream/consumers'
import { type Env, loadConfig } from '@plinth/kit/config'
import { http } from '@plinth/kit/node-http'
import { processSettings } from '../config/process-settings.ts'
import { Refusal } from '../refusal.ts'

// Below the timeout of the image's HEALTHCHECK.
const answerTimeoutMs = 8_000

/** Asks the running process, through its management port, whether it is ready. Returns exit code 1 if it is not. */
export async function healthcheck(env: Env): Promise<number> {
  const { managementHost: host, managementPort: port } = loadConfig(
    { managementHost: processSettings.managementHost, managementPort: processSettings.managementPort },
    env,
  )
  if (port === undefined)
    throw new Refusal('MANAGEMENT_PORT is unset: set it to the management port of the running Plinth')
  const { status, body } = await answerOf(`http://${hostToAsk(host)}:${port}/readyz`)
  process.stdout.write(body)
  return status === 200 ? 0 : 1
}

// A process that listens on all addresses is asked on loopback.
function hostToAsk(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

// fetch would take as long to load as the rest of this command.
function answerOf(url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answerTimeoutMs)
    const failed = (err: Error) => reject(new Refusal(`${url} does not answer (${err.message})`))
    const request = http.get(url, { signal }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), failed)
    })
    request.on('error', failed)
  })
}
