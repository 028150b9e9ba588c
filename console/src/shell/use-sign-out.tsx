import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { signOut } from '../api/session.ts'
import { words } from '../messages/index.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Failure } from '../ui/failure.tsx'

/** Signs out. The dialog tells of a failure: the session goes on, and a user who leaves the computer must know it. */
export function useSignOut(): [leave: () => void, failed: ComponentChildren] {
  const { shell, common } = words
  const [error, setError] = useState<unknown>()
  const leave = () => {
    setError(undefined)
    signOut().catch(setError)
  }
  const close = () => setError(undefined)
  const failed = error !== undefined && (
    <Dialog title={shell.stillSignedIn} onClose={close}>
      <p>{shell.stillSignedInText}</p>
      <Failure error={error} onRetry={leave} />
      <div class="buttons">
        <button type="button" onClick={close}>
          {common.close}
        </button>
      </div>
    </Dialog>
  )
  return [leave, failed]
}
