import { get } from 'node:http'
import { type Env, loadConfig } from '@plinth/kit/config'
import { processSettings } from '../config/process-settings.ts'
import { Refusal } from '../refusal.ts'

const answerTimeoutMs = 3_500

/** Asks the running process, through its management port, whether it is ready. Returns exit code 1 if it is not. */
export async function healthcheck(env: Env): Promise<number> {
  const { managementHost: host, managementPort: port } = loadConfig(
    { managementHost: processSettings.managementHost, managementPort: processSettings.managementPort },
    env,
  )
  if (port === undefined)
    throw new Refusal('MANAGEMENT_PORT is unset: set it to the management port of the running Plinth')
  const { status, text } = await answerOf(`http://${hostToAsk(host)}:${port}/readyz`)
  process.stdout.write(text)
  return status === 200 ? 0 : 1
}

// A process that listens on all addresses is asked on loopback.
function hostToAsk(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

// fetch would take as long to load as the rest of this command.
function answerOf(url: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answerTimeoutMs)
    const request = get(url, { signal }, async (answer) => {
      let text = ''
      for await (const chunk of answer.setEncoding('utf8')) text += chunk
      resolve({ status: answer.statusCode ?? 0, text })
    })
    request.on('error', (err) => reject(new Refusal(`${url} does not answer (${err.message})`)))
  })
}
