import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

interface DialogProps {
  title: string
  /** Called after Escape, too. */
  onClose: () => void
  /** Escape does nothing: what the dialog shows would be lost. */
  isHeld?: boolean
  children: ComponentChildren
}

/** A modal dialog. Mounting opens it; the focus goes back to where it was when it goes. */
export function Dialog({ title, onClose, isHeld = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  // Before the next key arrives: what is typed at once belongs to the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        if (!isHeld) onClose()
      }}
      onKeyDown={(event) => {
        // A second Escape closes a dialog whatever "cancel" says.
        if (event.key === 'Escape' && isHeld) event.preventDefault()
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  )
}
