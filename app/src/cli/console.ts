import { type Env, loadConfig } from '@plinth/kit/config'
import { PlinthError } from '@plinth/kit/errors'
import { Refusal, refusalOf } from '../refusal.ts'
import { consoleUrl, createSignInLink, hasConsole } from '../sign-in-link.ts'
import type { CommandOptions } from './command-deps.ts'
import { withIdentity } from './offline-identity.ts'
import { plinthUrl } from './plinth-url.ts'

/** Prints a link that signs in to the console once. */
export async function consoleCommand(options: CommandOptions, keyId: string): Promise<number> {
  const { env } = options
  if (!hasConsole(env)) throw new Refusal('GATEWAY_CONSOLE is false: there is no console to sign in to')
  const { url } = loadConfig({ url: plinthUrl }, { ...env, PLINTH_URL: givenUrl(env) })
  try {
    const { code, keyName } = await withIdentity(options, (dial) => createSignInLink(dial, keyId))
    process.stdout.write(`${consoleUrl(url, code)}\n`)
    process.stderr.write(`The link works once, within 15 minutes. It signs in with the operator key "${keyName}".\n`)
    return 0
  } catch (err) {
    if (!(err instanceof PlinthError)) throw err
    throw refusalOf(err.message, err.details, err)
  }
}

/** Port 0 is known to the start alone. */
function givenUrl({ PLINTH_URL: own, GATEWAY_PUBLIC_URL: publicUrl, PORT: port }: Env): string | undefined {
  return own || publicUrl || (port && port !== '0' ? `http://127.0.0.1:${port}` : undefined)
}
