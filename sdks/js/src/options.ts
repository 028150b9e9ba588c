/** The workspace and the namespace in which calls act; sent as headers. */
export interface Context {
  workspaceId?: string | undefined
  namespaceId?: string | undefined
}

/** A signal that ends a call early; an `AbortSignal` is one. */
export interface Signal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Limits of a call; times are in milliseconds. */
export interface Limits {
  /** For each attempt: connecting, headers and body; of lines also each wait for more of them. Default 30,000. */
  timeout?: number | undefined
  /** For the whole call, its attempts and waits, of lines until the first of them. Default 120,000. */
  totalTimeout?: number | undefined
  /** Attempts after the first. Default 2. */
  maxRetries?: number | undefined
  /** The wait before retry n is random, up to this times 2ⁿ⁻¹ and at most 8,000. Default 500. */
  retryDelay?: number | undefined
  /** A longer `Retry-After` is an error at once. Default 30,000. */
  maxRetryWait?: number | undefined
}

export interface CallOptions extends Context, Limits {
  /** Key of a write, 1 to 255 printable characters. Default: a random UUID. */
  idempotencyKey?: string | undefined
  signal?: Signal | undefined
  /** Others than those that the client sets itself: an id of your trace, a token of your proxy. */
  headers?: Readonly<Record<string, string>> | undefined
}

export interface ReadOptions extends CallOptions {
  /** An etag of `responseOf`. The call gives undefined if the object still has it. */
  ifNoneMatch?: string | undefined
}

export interface ChangeOptions extends CallOptions {
  /** An etag of `responseOf`. The call fails with `PRECONDITION_FAILED` if the object has changed since. */
  ifMatch?: string | undefined
}

export interface Logger {
  debug(message: string): void
  warn(message: string): void
}

/** A request as it is sent; the key is not in it. */
export interface RequestInfo {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  /** From 1. */
  attempt: number
}

export interface RetryInfo extends RequestInfo {
  waitMs: number
  error: Error
}

export interface Hooks {
  /** Default: none, or standard error with `PLINTH_LOG=debug`. */
  logger?: Logger | undefined
  onRequest?: ((request: RequestInfo) => void) | undefined
  onResponse?: ((response: ResponseInfo, request: RequestInfo) => void) | undefined
  onRetry?: ((retry: RetryInfo) => void) | undefined
}

/** Status, headers and counts of an answer. */
export interface ResponseInfo {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  requestId: string | undefined
  etag: string | undefined
  /** True if Plinth repeated an earlier answer to the same Idempotency-Key. */
  replayed: boolean
  /** `reset` is in Unix seconds. */
  rateLimit: { limit: number; remaining: number; reset: number } | undefined
  /** How many requests were sent. */
  attempts: number
}

/** The bytes of a body as they come. */
export interface BodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
  /** Ends the connection. */
  cancel(): Promise<unknown>
}

export interface FetchAnswer {
  readonly status: number
  readonly type?: string
  readonly headers: { has(name: string): boolean; forEach(each: (value: string, name: string) => void): void }
  text(): Promise<string>
  /** The body of an answer in lines, read instead of `text()`. */
  readonly body?: { getReader(): BodyReader } | null
}

/** The `fetch` of every runtime, or one of your own (a proxy, client certificates). */
export type Fetch = (
  url: string,
  // biome-ignore lint/suspicious/noExplicitAny: RequestInit is declared by the DOM or by Node.js, and users have one of them
  init: any,
) => Promise<FetchAnswer>

export interface AppInfo {
  name: string
  version?: string | undefined
  url?: string | undefined
}

export interface ConnectionOptions extends Context, Limits, Hooks {
  /** Default: `PLINTH_URL`, else `http://127.0.0.1:8080`. `/api/v1` is added where it is missing. */
  baseUrl?: string | undefined
  fetch?: Fetch | undefined
  /** Named in the user agent. */
  appInfo?: AppInfo | undefined
}

export interface ClientOptions extends ConnectionOptions {
  /** Allows a key in a browser, where every visitor can read it. */
  dangerouslyAllowBrowser?: boolean | undefined
}

/** A page of Plinth itself: its calls carry the session's cookie instead of a key. */
export interface SessionOptions extends ConnectionOptions {
  page: 'console' | 'portal'
}
