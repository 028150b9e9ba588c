import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { AuthenticationError } from '../../api/sdk.ts'
import { signInWithKey } from '../../api/session.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Input } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Waiting } from '../../ui/waiting.tsx'

interface SignInProps {
  /** Shown until a key is tried. */
  notice: ComponentChildren
  onDone: () => void
}

export function SignIn({ notice, onDone }: SignInProps) {
  const { signIn, product } = words
  const [key, setKey] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const form = useRef<HTMLFormElement>(null)
  // A button that was disabled has lost the focus; the key is what to correct.
  useEffect(() => {
    if (error !== undefined) form.current?.querySelector<HTMLInputElement>('input:not([hidden])')?.focus()
  }, [error])

  async function attempt() {
    setBusy(true)
    setError(undefined)
    try {
      await signInWithKey(key.trim())
      onDone()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }

  return (
    <main class="sign-in">
      <PageHead title={signIn.title} />
      {error === undefined ? !isBusy && notice : <KeyRefused error={error} />}
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          void attempt()
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
        {isBusy && <Waiting />}
      </form>
    </main>
  )
}

/** A key that is not valid has a sentence of its own; everything else is a failure like any other. */
function KeyRefused({ error }: { error: unknown }) {
  if (!(error instanceof AuthenticationError)) return <Failure error={error} />
  return (
    <div class="failure" role="alert">
      <p>{words.signIn.keyUnknown}</p>
    </div>
  )
}
