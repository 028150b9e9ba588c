/** A promise that every client keeps, told in no language: what it is asked, is answered, must send and must see. */
export interface Case {
  /** Unique, kebab-case. */
  id: string
  promise: string
  /** Abilities that not every language has. A runner names those of its own: it is not given a case that needs more. */
  needs?: Ability[]
  client?: ClientOptions
  calls: Step[]
}

/** Calls that can be aborted; reading a field that was not asked for raises NotIncluded. */
export type Ability = 'abort' | 'not-included'

/** One call of the client, the requests that it must make of it, and what comes of it. */
export interface Step {
  call: Call
  /** In their order. Default: none, and one that comes is a violation. */
  attempts?: Attempt[]
  sees: Sees
}

/** Durations in milliseconds. What is left out is the client's own default, save `key`, `baseUrl` and `retryDelayMs`. */
export interface ClientOptions {
  /** Default: a well-formed key. Null: none is given, and none is in the environment. */
  key?: string | null
  /**
   * Default: the session's own address, as "{{baseUrl}}"; "{{tlsBaseUrl}}" speaks no TLS; "{{refused}}" refuses connections;
   * "{{untrusted}}" has a certificate that it signed itself.
   */
  baseUrl?: string
  workspaceId?: string
  namespaceId?: string
  maxRetries?: number
  /** The base of the random wait before attempt n + 1, [0, retryDelay · 2ⁿ⁻¹]; 10 here, so that no case waits long. */
  retryDelayMs?: number
  maxRetryWaitMs?: number
  timeoutMs?: number
  totalTimeoutMs?: number
  appInfo?: { name: string; version?: string; url?: string }
}

export type Call =
  /** Makes the client and does nothing with it. */
  | { kind: 'construct' }
  | OperationCall
  /** Everything of a list, at most `take` rows; the value is the list of rows. */
  | (Omit<OperationCall, 'kind'> & { kind: 'all'; take?: number })
  /** The lines of an answer, at most `take`; the value is the list of lines, each a text. */
  | (Omit<OperationCall, 'kind'> & { kind: 'lines'; take?: number })
  /** The next page of the page that call number `of` (from 1) gave. */
  | { kind: 'next-page'; of: number }
  /** client.request: a route that the client may not know. `path` is below /api/v1. */
  | ({ kind: 'request'; method: string; path: string; query?: Fields; body?: unknown } & How)
  | VerifyCall

export interface OperationCall extends How {
  kind: 'operation'
  /** The name, "api-keys.rotate". */
  operation: string
  /** The path's parameters in their order. */
  ids?: string[]
  /** Body and query together, by wire name. Null is sent as null; what is not there is left out. */
  fields?: Fields
  /** Further fields, as the client gave them: by name, the number (from 1) of the call whose value has the field. */
  fieldsOf?: Record<string, number>
  /** Then this field of the value is read: NotIncluded is what is seen. */
  thenRead?: string
}

export type Fields = Record<string, unknown>

export interface How {
  options?: CallOptions
  /** The call is made on client.withContext(…) of these. */
  context?: { workspaceId?: string; namespaceId?: string }
  /**
   * Aborted before it begins ("start"), or once `GET /__sessions/{session}/until/{this}` answers 204: "request/1" when
   * the first request has come, "answer/1" when it has been answered.
   */
  abortWhen?: 'start' | `request/${number}` | `answer/${number}`
}

export interface CallOptions {
  idempotencyKey?: string
  ifMatch?: string
  ifNoneMatch?: string
  headers?: Record<string, string>
  maxRetries?: number
  timeoutMs?: number
  totalTimeoutMs?: number
}

/** The value is the event. The server signs when the session begins: the runner gets `body`, `headers` and `secrets`. */
export interface VerifyCall {
  kind: 'verify'
  /** A string for the client, not a list, where there is one. */
  secrets: string[]
  body: string
  /** Default: standard, the client's default too. */
  scheme?: 'standard' | 'body'
  headers?: Record<string, string>
  /** How the body is handed over; parsed: as the language's own object. */
  as?: 'text' | 'bytes' | 'parsed'
  toleranceSeconds?: number
  /** For the server alone: with what it signs, how long ago, and what it spoils then. */
  signed?: {
    with: string[]
    ageSeconds?: number
    without?: string[]
    replacing?: Record<string, string>
    body?: string
  }
}

export interface Attempt {
  /** "again": the request before, to the byte, with the same Idempotency-Key. */
  sent: Sent | 'again'
  /** No earlier than this after the answer before began. */
  notBeforeMs?: number
  answer: Answer
}

export interface Sent {
  /** "GET /api/v1/workspaces?page=2": the query's order is free, its names and values are not. */
  line: string
  /** Besides those of every request (README); null: it must not be there. A value or a matcher. */
  headers?: Record<string, unknown>
  /** The body, a value or with matchers. Left out: none is sent. */
  json?: unknown
}

/** In headers, "{{httpDate:2000}}" is the time in 2 s as an HTTP date, its second rounded down. */
export type Answer =
  | AnswerOnTheWire
  /** The connection is reset before the body is read, or after (the effect has happened). */
  | { reset: 'before' | 'after' }
  /** The request is read and never answered. */
  | { silence: true }
  /** These bytes, then the end of the connection. */
  | { raw: string }

export interface AnswerOnTheWire {
  /** Default 200. */
  status?: number
  headers?: Record<string, string>
  json?: unknown
  /** The body of an error: its code, and what else differs from the usual. */
  error?: { code: string; message?: string; [field: string]: unknown }
  /** A body that is not JSON. */
  text?: string
  /** Sends so many bytes of the body, less than its Content-Length, and ends the connection. */
  cutAfter?: number
  /** Sends so many bytes of the body, then nothing. */
  stallAfter?: number
  /** A byte of the body at a time, one each so many milliseconds. */
  dripMs?: number
  /** Sends the body again and again until the client ends the connection. */
  forever?: boolean
  /** Ends the connection after the answer, without having said so. */
  thenCloses?: boolean
}

/** Values may hold matchers (README). */
export interface Sees {
  /** As plain JSON in wire names; null when there is none (204, 304). A list: { data, meta, hasNextPage }. */
  value?: unknown
  error?: SeenError
  /** The client's report on the answer that the value came from. */
  response?: Fields
  /** Deprecation warnings given in this call. Default 0. */
  warnings?: number
}

export interface SeenError {
  /** One of the names in the class's line of ancestors; SdkError always is. */
  class: string
  code?: unknown
  status?: unknown
  message?: unknown
  details?: unknown
  requestId?: unknown
  /** Seconds. */
  retryAfter?: unknown
  /** Default: not looked at. {"$sentKey": true}: the one that was sent. Null: none. */
  idempotencyKey?: unknown
  attempts?: unknown
  reason?: unknown
  /** Text of the error in the language of the SDK, as a program logs it. */
  text?: unknown
}

/** A runner's report on each call, in their order. */
export interface Seen {
  value?: unknown
  error?: {
    /** The class's name and those of its ancestors, without namespaces. */
    is: string[]
    message: string
    [field: string]: unknown
  }
  response?: {
    status?: number
    headers?: Record<string, string>
    requestId?: string
    etag?: string
    replayed?: boolean
    /** Integers; reset in Unix seconds. */
    rateLimit?: { limit: number; remaining: number; reset: number }
    attempts?: number
  }
  warnings?: number
}
