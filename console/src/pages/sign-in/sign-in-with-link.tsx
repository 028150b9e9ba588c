import { useEffect } from 'preact/hooks'
import { AuthenticationError } from '../../api/sdk.ts'
import { signInWithCode } from '../../api/session.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'

interface SignInWithLinkProps {
  code: string
  /** The code is spent; `refusal` says why nobody was signed in with it. */
  onDone: (refusal?: unknown) => void
}

export function SignInWithLink({ code, onDone }: SignInWithLinkProps) {
  const { signIn, product } = words
  useEffect(() => {
    document.title = `${signIn.title} · ${product}`
    void signInWithCode(code).then(() => onDone(), onDone)
  }, [])
  return (
    <main class="sign-in">
      <h1>{signIn.title}</h1>
      <p role="status">{signIn.withLink}</p>
    </main>
  )
}

/** `onClose`: of somebody who is signed in all the same. */
export function LinkRefused({ error, onClose }: { error: unknown; onClose?: () => void }) {
  const { signIn, common } = words
  const close = onClose !== undefined && (
    <>
      <p>{signIn.stillSignedIn}</p>
      <button type="button" onClick={onClose}>
        {common.close}
      </button>
    </>
  )
  if (!(error instanceof AuthenticationError)) {
    return (
      <>
        <Failure error={error} />
        {close}
      </>
    )
  }
  return (
    <div class="failure" role="alert">
      <p>{signIn.linkInvalid}</p>
      <p>
        {signIn.another} <code>npx plinth console</code>
      </p>
      {close}
    </div>
  )
}
