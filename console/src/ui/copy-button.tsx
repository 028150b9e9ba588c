import { useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { Icon } from './icon.tsx'

interface CopyButtonProps {
  /** A function is asked when the button is pressed. */
  text: string | (() => string)
  /** The label of the button: "Copy ID". */
  name: string
  /** Its name is shown beside the icon. */
  isLabelled?: boolean
  onCopy?: () => void
}

export function CopyButton({ text, name, isLabelled = false, onCopy }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(typeof text === 'string' ? text : text())
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
    onCopy?.()
  }
  return (
    <button type="button" class={isLabelled ? 'labelled' : 'icon'} title={words.common.copyThing(name)} onClick={copy}>
      <Icon name={isCopied ? 'check' : 'copy'} />
      <span class={isLabelled ? '' : 'sr-only'} aria-live="polite">
        {isCopied ? words.common.copied : words.common.copyThing(name)}
      </span>
    </button>
  )
}

/** Without HTTPS there is no clipboard API. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  const shown = document.querySelector('dialog[open]') ?? document.body
  shown.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
