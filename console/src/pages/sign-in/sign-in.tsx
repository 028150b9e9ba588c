import { useEffect, useState } from 'preact/hooks'
import { AuthenticationError } from '../../api/sdk.ts'
import { signInWithCode, signInWithKey } from '../../api/session.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Input } from '../../ui/field.tsx'

interface SignInProps {
  code: string | undefined
  /** The code is spent, whatever came of it. */
  onDone: () => void
}

export function SignIn({ code, onDone }: SignInProps) {
  const { signIn, product } = words
  const [key, setKey] = useState('')
  const [isBusy, setBusy] = useState(code !== undefined)
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    document.title = `${signIn.title} · ${product}`
    if (code !== undefined) void attempt(signInWithCode(code))
  }, [])

  async function attempt(signingIn: Promise<void>) {
    setBusy(true)
    setError(undefined)
    try {
      await signingIn
      onDone()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }

  return (
    <main class="sign-in">
      <h1>{signIn.title}</h1>
      {error !== undefined && <Refusal error={error} hadCode={code !== undefined && key === ''} />}
      {isBusy && code !== undefined && key === '' ? (
        <p role="status">{signIn.withLink}</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void attempt(signInWithKey(key.trim()))
          }}
        >
          {/* Password managers file the key under this name. */}
          <input type="text" autocomplete="username" value={product} readOnly hidden />
          <Input
            label={signIn.key}
            hint={signIn.keyHint}
            type="password"
            autocomplete="current-password"
            value={key}
            onChange={setKey}
            isRequired
          />
          <button type="submit" class="primary" disabled={isBusy}>
            {signIn.submit}
          </button>
        </form>
      )}
    </main>
  )
}

/** A refused key or code has a sentence of its own; everything else is a failure like any other. */
function Refusal({ error, hadCode }: { error: unknown; hadCode: boolean }) {
  const { signIn } = words
  if (!(error instanceof AuthenticationError)) return <Failure error={error} />
  return (
    <div class="failure" role="alert">
      {hadCode ? (
        <>
          <p>{signIn.linkInvalid}</p>
          <p>
            {signIn.another} <code>npx plinth console</code>
          </p>
        </>
      ) : (
        <p>{signIn.keyUnknown}</p>
      )}
    </div>
  )
}
