/** How a command ends. Scripts rely on the numbers. */
export const exitCodes = {
  done: 0,
  /** Refused by a rule, or failed. */
  failed: 1,
  usedWrongly: 2,
  /** The key is missing, not valid or has not the permission. */
  denied: 3,
  notFound: 4,
  /** Another state than the call expects; If-Match does not match. */
  conflict: 5,
  rateLimited: 6,
  /** No answer, or a 5xx. */
  unanswered: 7,
  interrupted: 130,
} as const

export type ExitName = keyof typeof exitCodes

/** Failure as printed; names are those of the JSON object. */
export interface Failure {
  exit: number
  code: string
  message: string
  /** Next step for the user. */
  hint?: string | undefined
  /** By field. */
  details?: Readonly<Record<string, unknown>> | undefined
  status?: number | undefined
  request_id?: string | undefined
  /** In seconds. */
  retry_after?: number | undefined
  doc_url?: string | undefined
  /** Of a write whose outcome is unknown: the same call with it takes effect once. */
  idempotency_key?: string | undefined
}

/** A failure of the command itself. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: string
  readonly exit: ExitName
  readonly hint: string | undefined

  constructor(exit: ExitName, code: string, message: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause })
    this.exit = exit
    this.code = code
    this.hint = hint
  }
}

export const usageError = (message: string, hint?: string): CliError =>
  new CliError('usedWrongly', 'USAGE', message, hint === undefined ? {} : { hint })

export async function failureOf(err: unknown): Promise<Failure> {
  if (err instanceof CliError) {
    return { exit: exitCodes[err.exit], code: err.code, message: err.message, hint: err.hint }
  }
  const sdk = await import('../../js/src/index.ts')
  if (!(err instanceof sdk.SdkError)) throw err
  const { message } = err
  const { idempotencyKey } = err as { idempotencyKey?: string }
  if (err instanceof sdk.AbortedError)
    return {
      ...{ exit: exitCodes.interrupted, code: 'INTERRUPTED', message: 'The command was interrupted.' },
      idempotency_key: idempotencyKey,
    }
  if (err instanceof sdk.ApiError) {
    const { code, status, details, requestId, retryAfter, docUrl } = err
    const isUnknown = status >= 500
    return {
      exit: exitCodes[exitOf(status)],
      code,
      message,
      hint: hintOf(status, code),
      ...(Object.keys(details).length === 0 ? {} : { details }),
      ...{ status, request_id: requestId, retry_after: retryAfter, doc_url: docUrl },
      ...(isUnknown ? { idempotency_key: idempotencyKey } : {}),
    }
  }
  if (err instanceof sdk.TransportError)
    return {
      ...{ exit: exitCodes.unanswered, code: 'NO_ANSWER', message, idempotency_key: idempotencyKey },
      hint: 'Is Plinth running there? PLINTH_URL or the profile names the address; `plinth whoami` shows it.',
    }
  if (err instanceof sdk.UnexpectedAnswerError)
    return {
      ...{ exit: exitCodes.unanswered, code: 'UNEXPECTED_ANSWER', message, status: err.status },
      idempotency_key: idempotencyKey,
    }
  return { exit: exitCodes.usedWrongly, code: 'USAGE', message }
}

function exitOf(status: number): ExitName {
  if (status === 401 || status === 403) return 'denied'
  if (status === 404) return 'notFound'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 429) return 'rateLimited'
  return status >= 500 ? 'unanswered' : 'failed'
}

function hintOf(status: number, code: string): string | undefined {
  if (code === 'MISSING_WORKSPACE_CONTEXT')
    return 'Name it with --workspace <id>, or keep one in a profile: `plinth login --workspace <id>`.'
  if (status === 401) return 'Run `plinth whoami` to see which key was sent, or `plinth login` to keep another.'
  if (status === 403) return 'Run `plinth whoami` to see the scopes of the key.'
  return undefined
}
