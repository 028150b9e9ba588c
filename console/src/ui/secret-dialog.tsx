import { useLayoutEffect, useState } from 'preact/hooks'
import { FormDialog, type FormDialogProps } from './form-dialog.tsx'
import { showOnce } from './shown-once.tsx'

interface SecretDialogProps<T> extends Omit<FormDialogProps<T>, 'onDone'> {
  /** The kind of secret: "API key". */
  name: string
  secretOf: (result: T) => string
  /** The secret has been shown. */
  onDone: () => void
}

/** A form whose call makes a secret, which is shown after it. */
export function SecretDialog<T>({ name, secretOf, onDone, ...form }: SecretDialogProps<T>) {
  const [secret, setSecret] = useState<string>()
  // Once the form is gone, and has given back the focus.
  useLayoutEffect(() => {
    if (secret !== undefined) showOnce({ title: form.title, name, secret, onDone })
  }, [secret])
  return secret === undefined ? <FormDialog {...form} onDone={(result) => setSecret(secretOf(result))} /> : null
}
