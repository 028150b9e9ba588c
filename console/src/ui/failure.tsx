import { basePath } from '../api/address.ts'
import { ApiError, AuthenticationError, PermissionDeniedError, PreconditionFailedError } from '../api/sdk.ts'
import { words } from '../messages/index.ts'
import { CopyButton } from './copy-button.tsx'
import { ErrorCode } from './error-code.tsx'
import { visible } from './outside-text.ts'

/** A failure: its sentence, its code with the code's page, the ID of the request. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { failure, common } = words
  const message = error instanceof Error ? error.message : String(error)
  const api = error instanceof ApiError ? error : undefined
  const isSignedOut = error instanceof AuthenticationError
  const sentence = error instanceof PreconditionFailedError ? failure.changed : visible(message)
  return (
    <div class="failure" role="alert">
      <strong>
        {isSignedOut ? failure.signedOut : error instanceof PermissionDeniedError ? failure.notAllowed : failure.title}
      </strong>
      <p>{sentence}</p>
      {isSignedOut && (
        <p>
          {failure.signInAgain}{' '}
          <a href={`${basePath}/`} target="_blank" rel="noreferrer">
            {failure.signInThere}
          </a>
        </p>
      )}
      {api !== undefined && <Details details={api.details} />}
      {api !== undefined && (
        <p class="small">
          <ErrorCode code={api.code} />
          {api.requestId !== undefined && (
            <>
              {' · '}
              {failure.requestId} <code>{api.requestId}</code>{' '}
              <CopyButton text={api.requestId} name={failure.requestId} />
            </>
          )}
        </p>
      )}
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          {common.tryAgain}
        </button>
      )}
    </div>
  )
}

/** The sentences about fields; other details are for programs. */
function Details({ details }: { details: Record<string, unknown> }) {
  const lines = Object.entries(details).flatMap(([field, sentences]) =>
    Array.isArray(sentences) ? sentences.map((sentence) => `${field}: ${sentence}`) : [],
  )
  return lines.length === 0 ? null : (
    <ul>
      {lines.map((line) => (
        <li key={line}>{visible(line)}</li>
      ))}
    </ul>
  )
}
