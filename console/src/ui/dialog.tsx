import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Announcer } from './announcer.tsx'
import { giveFocusBack } from './focus.ts'

interface DialogProps {
  title: string
  /** Called after Escape, too. */
  onClose: () => void
  /** Escape does nothing: what the dialog shows, or waits for, would be lost. */
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
    const opened = dialog.current
    if (opened !== null) describe(opened, heading)
    opened?.showModal()
    return () => {
      // While it is open, nothing else takes the focus.
      opened?.close()
      giveFocusBack(before)
    }
  }, [])
  // A second Escape closes a dialog whatever "cancel" says, wherever the focus is: a button that was disabled has lost it.
  useLayoutEffect(() => {
    if (!isHeld) return
    const hold = (event: KeyboardEvent) => {
      if (event.key === 'Escape') event.preventDefault()
    }
    addEventListener('keydown', hold)
    return () => removeEventListener('keydown', hold)
  }, [isHeld])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        if (!isHeld) onClose()
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
      <Announcer />
    </dialog>
  )
}

/** The text that the dialog opens with is read with its title; a secret is not. */
function describe(dialog: HTMLDialogElement, id: string): void {
  const texts = [...dialog.querySelectorAll(':scope > p:not(.secret), :scope > form > p')]
  for (const [index, text] of texts.entries()) text.id ||= `${id}-text-${index}`
  if (texts.length > 0) dialog.setAttribute('aria-describedby', texts.map((text) => text.id).join(' '))
}
