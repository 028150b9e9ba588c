import { useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { announce } from './announcer.tsx'
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
  const [state, setState] = useState<'copied' | 'refused'>()
  const { copied, notCopied, copyThing } = words.common
  const copy = async () => {
    const isCopied = await copyText(typeof text === 'string' ? text : text())
    setState(isCopied ? 'copied' : 'refused')
    // WebKit gives screen readers no content of a button.
    announce(isCopied ? copied : notCopied)
    setTimeout(() => setState(undefined), isCopied ? 2_000 : 10_000)
    if (isCopied) onCopy?.()
  }
  const said = { copied, refused: notCopied }
  return (
    <button
      type="button"
      class={isLabelled || state === 'refused' ? 'labelled' : 'icon'}
      title={copyThing(name)}
      onClick={copy}
    >
      <Icon name={state === 'copied' ? 'check' : 'copy'} />
      <span class={isLabelled || state === 'refused' ? '' : 'sr-only'}>
        {state === undefined ? copyThing(name) : said[state]}
      </span>
    </button>
  )
}

/** False: the browser refused. Without HTTPS there is no clipboard API, and settings or a frame around the page may deny it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copySelected(text)
  }
}

/** The older way: copies a selection. The button keeps the focus. */
function copySelected(text: string): boolean {
  const button = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  const shown = document.querySelector('dialog[open]') ?? document.body
  shown.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (button instanceof HTMLElement) button.focus()
  return isCopied
}
