import { basePath } from '../api/address.ts'
import { ApiError, AuthenticationError, NotFoundError, PermissionDeniedError } from '../api/sdk.ts'
import { words } from '../messages/index.ts'
import { CopyButton } from './copy-button.tsx'
import { ErrorCode } from './error-code.tsx'
import { detailLines, failureText } from './failure-text.ts'
import { useFocusAfterwards } from './focus.ts'
import { visible } from './outside-text.ts'

interface FailureProps {
  error: unknown
  onRetry?: (() => void) | undefined
  /** The call writes, with one Idempotency-Key for all its tries. */
  isWrite?: boolean
}

/** A failure: its sentence, what to do next, its code with the code's page, the ID of the request. */
export function Failure({ error, onRetry, isWrite = false }: FailureProps) {
  const { failure, common } = words
  const api = error instanceof ApiError ? error : undefined
  const isSignedOut = error instanceof AuthenticationError
  const { sentence, original, next } = failureText(error, failure, isWrite)
  const whole = useFocusAfterwards<HTMLDivElement>()
  return (
    <div ref={whole} class="failure" role="alert">
      <strong>
        {isSignedOut ? failure.signedOut : error instanceof PermissionDeniedError ? failure.notAllowed : failure.title}
      </strong>
      <p>
        {visible(sentence)}{' '}
        {isSignedOut && (
          <a href={`${basePath}/`} target="_blank" rel="noreferrer">
            {failure.signInThere}
          </a>
        )}
      </p>
      {original !== undefined && (
        <p class="small" lang="en">
          {visible(original)}
        </p>
      )}
      {next !== undefined && <p>{next}</p>}
      {api !== undefined && <Lines lines={detailLines(api.details, failure)} />}
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
      {onRetry !== undefined && !isFinal(error) && (
        <button type="button" onClick={onRetry}>
          {common.tryAgain}
        </button>
      )}
    </div>
  )
}

/** The same call gets the same answer, so there is no button for another try. */
const isFinal = (error: unknown) => error instanceof PermissionDeniedError || error instanceof NotFoundError

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.length === 0 ? null : (
    <ul>
      {lines.map((line) => (
        <li key={line}>{visible(line)}</li>
      ))}
    </ul>
  )
}
