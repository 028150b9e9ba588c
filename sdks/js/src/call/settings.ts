import { VERSION } from '../gen/version.ts'
import type { AppInfo, ClientOptions, ConnectionOptions, Context, Fetch, Hooks, SessionOptions } from '../options.ts'
import { SdkError } from '../sdk-error.ts'
import { limits, type Times } from './limits.ts'
import { headerText } from './request-text.ts'

export interface Settings extends Context, Hooks, Required<Times> {
  /** Ends in /api/v1. */
  baseUrl: string
  isDefaultUrl: boolean
  /** Headers that name the caller: the key, or the page. */
  credentials: Readonly<Record<string, string>>
  fetch: Fetch
  init: Readonly<Record<string, string>>
  userAgent: string | undefined
  /** Routes whose deprecation was told. */
  warned: Set<string>
}

interface Runtime {
  process?: { env?: Record<string, string | undefined>; versions?: Record<string, string | undefined> }
  Deno?: { version: { deno: string } }
  Bun?: { version: string }
  document?: unknown
  importScripts?: unknown
  console: { error(line: string): void }
  fetch: Fetch
}

const runtime = globalThis as unknown as Runtime
const isBrowser = () => runtime.document !== undefined || typeof runtime.importScripts === 'function'

const defaults = { timeout: 30_000, totalTimeout: 120_000, maxRetries: 2, retryDelay: 500, maxRetryWait: 30_000 }

/** Settings of a client with a key. */
export function withKey(given: string | undefined, options: ClientOptions): Settings {
  const key = given ?? environment('PLINTH_API_KEY')
  if (!key) throw new SdkError('There is no API key. Pass one to Client, or set PLINTH_API_KEY.')
  if (!/^[!-~]+$/.test(key)) throw new SdkError('The API key has characters that no key has.')
  // A portal's token lives for minutes and is made for a browser.
  if (isBrowser() && !options.dangerouslyAllowBrowser && !key.startsWith('pst_')) {
    throw new SdkError(
      'An API key in a browser is readable by every visitor. Call Plinth from your server, or set dangerouslyAllowBrowser.',
    )
  }
  return connection(options, { authorization: `Bearer ${key}` }, {})
}

/** Settings of a client whose calls carry the cookie of the page's session. */
export function withSession({ page, ...options }: SessionOptions): Settings {
  const baseUrl = options.baseUrl ?? (isBrowser() ? '' : undefined)
  return connection({ ...options, baseUrl }, { 'x-plinth-page': page }, { credentials: 'same-origin' })
}

function connection(
  options: ConnectionOptions,
  credentials: Readonly<Record<string, string>>,
  init: Readonly<Record<string, string>>,
): Settings {
  const { baseUrl = environment('PLINTH_URL'), appInfo, logger, ...rest } = options
  const { fetch = (url, init) => runtime.fetch(url, init), ...others } = rest
  const { onRequest, onResponse, onRetry, workspaceId, namespaceId } = others
  return {
    baseUrl: apiUrl(baseUrl ?? 'http://127.0.0.1:8080'),
    isDefaultUrl: baseUrl === undefined,
    credentials,
    fetch,
    init,
    userAgent: isBrowser() ? undefined : userAgent(appInfo),
    ...limits(others, defaults),
    logger: logger ?? (environment('PLINTH_LOG') === 'debug' ? standardError : undefined),
    onRequest,
    onResponse,
    onRetry,
    workspaceId,
    namespaceId,
    warned: new Set(),
  }
}

function apiUrl(baseUrl: string): string {
  const url = baseUrl.replace(/\/+$/, '')
  // A page's own server needs no address.
  if ((url !== '' || !isBrowser()) && !/^https?:\/\/[^\s?#@\\/]+(\/[^\s?#\\]*)?$/i.test(url)) {
    throw new SdkError('baseUrl must be an http or https address without a user, a query and a fragment.')
  }
  return url.endsWith('/api/v1') ? url : `${url}/api/v1`
}

const standardError = {
  debug: (line: string) => runtime.console.error(line),
  warn: (line: string) => runtime.console.error(line),
}

function environment(name: string): string | undefined {
  try {
    return runtime.process?.env?.[name] || undefined
  } catch {
    // Deno without --allow-env.
    return undefined
  }
}

/** "core-php-sdk/0.1.0 node/24.21.0 shop/2.0 (https://shop.example)" */
function userAgent(app: AppInfo | undefined): string {
  const { Deno, Bun, process } = runtime
  const name = Deno ? `deno/${Deno.version.deno}` : Bun ? `bun/${Bun.version}` : `node/${process?.versions?.['node']}`
  const own = app && ` ${app.name}${app.version ? `/${app.version}` : ''}${app.url ? ` (${app.url})` : ''}`
  return headerText('appInfo', `core-php-sdk/${VERSION} ${name}${own ?? ''}`)
}
