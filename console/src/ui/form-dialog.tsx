import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { holdPage, reload } from '../api/query-cache.ts'
import { NotFoundError } from '../api/sdk.ts'
import { useWrite, type Write } from '../api/use-write.ts'
import { words } from '../messages/index.ts'
import { announce } from './announcer.tsx'
import { Dialog } from './dialog.tsx'
import { Failure } from './failure.tsx'
import { FormFailure } from './field.tsx'
import { askBeforeAnotherPage, warnBeforeLeaving } from './leaving.ts'
import { RequestPreview } from './request-preview.tsx'
import { Waiting } from './waiting.tsx'

export interface FormDialogProps<T> {
  title: string
  submit: string
  /** Takes something away: the button says so by its colour, too. */
  isDanger?: boolean
  /** The call that the button makes, with the fields. */
  write: Write<T>
  /** Tells repetitions from other calls. */
  content: unknown
  /** False: what must be seen before pressing the button is not there yet. */
  isReady?: boolean
  /** Asked when the button is pressed; false: nothing is sent. */
  confirm?: (() => Promise<boolean>) | undefined
  onClose: () => void
  onDone: (result: T) => void
  /** Said once the call has succeeded, to those who do not see what changed: that the form is done, if nothing else. */
  done?: string | undefined
  /** Shown instead of what failures say; false for those of the common kind. */
  failure?: ((error: unknown, dismiss: () => void) => ComponentChildren) | undefined
  children?: ComponentChildren
}

/**
 * A form that makes one call, and shows that call beforehand. It stays until the call has ended: closed before, it would lose
 * a secret in the answer, and the key that tells a repetition from a second call. It also stays where the session expires.
 */
export function FormDialog<T>({
  title,
  submit,
  isDanger = false,
  write,
  content,
  isReady = true,
  confirm,
  onClose,
  onDone,
  done,
  failure,
  children,
}: FormDialogProps<T>) {
  const { isBusy, error, send, forget } = useWrite<{ value: T }>()
  useLayoutEffect(() => holdPage('unlessSignedOut'), [])
  const [isTouched, setTouched] = useState(false)
  // A reload, and Back, would lose what was typed, or an answer with a secret.
  useEffect(() => {
    if (!isTouched && !isBusy) return
    const ends = [warnBeforeLeaving(), askBeforeAnotherPage(words.common.leaveForm(title))]
    return () => {
      for (const end of ends) end()
    }
  }, [isTouched, isBusy, title])
  const submitButton = useRef<HTMLButtonElement>(null)
  const [isShown, setShown] = useState(false)
  const isAsking = useRef(false)
  const isGone = useRef(false)
  useEffect(
    () => () => {
      isGone.current = true
    },
    [],
  )
  const onSubmit = async (event: Event) => {
    event.preventDefault()
    if (!isReady || isAsking.current) return
    isAsking.current = true
    const isConfirmed = confirm === undefined || (await confirm())
    isAsking.current = false
    // A user who closed the form during `confirm` wants nothing sent.
    if (!isConfirmed || isGone.current) return
    const boxed: Write<{ value: T }> = (options) => async (client) => ({ value: await write(options)(client) })
    const result = await send(boxed, content)
    if (result === undefined) return
    onDone(result.value)
    announce(done ?? words.common.formDone(submit))
  }
  const form = useRef<HTMLFormElement>(null)
  const cancelButton = useRef<HTMLButtonElement>(null)
  // A question without a field begins at the answer that changes nothing.
  useLayoutEffect(() => {
    if (form.current?.querySelector('input, select, textarea') === null) cancelButton.current?.focus()
  }, [])
  const failed = useRef<HTMLDivElement>(null)
  // A button that was disabled has lost the focus. It goes to what is to be corrected, which must be seen.
  useEffect(() => {
    if (isBusy) return
    const invalid = error === undefined ? null : form.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    if (invalid == null) {
      failed.current?.scrollIntoView({ block: 'nearest' })
      if (document.activeElement === document.body) submitButton.current?.focus()
      return
    }
    const folded = invalid.closest('details')
    if (folded !== null) folded.open = true
    invalid.focus()
  }, [isBusy, error])
  const close = () => {
    // The page behind shows something that is not there any more.
    if (error instanceof NotFoundError) void reload()
    onClose()
  }
  const dismiss = () => {
    forget()
    submitButton.current?.focus()
  }
  return (
    <Dialog title={title} onClose={close} isHeld={isBusy}>
      <form ref={form} onSubmit={onSubmit} onInput={() => setTouched(true)}>
        <FormFailure.Provider value={error}>{children}</FormFailure.Provider>
        {error !== undefined && (
          <div ref={failed}>{failure?.(error, dismiss) || <Failure error={error} isWrite />}</div>
        )}
        <details class="request" onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
          <summary>{words.common.showRequest}</summary>
          {isShown && <RequestPreview call={write({})} />}
        </details>
        <div class="buttons">
          {isBusy && <Waiting />}
          <button ref={cancelButton} type="button" disabled={isBusy} onClick={close}>
            {words.common.cancel}
          </button>
          <button
            ref={submitButton}
            type="submit"
            class={isDanger ? 'danger' : 'primary'}
            disabled={isBusy || !isReady}
          >
            {submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
