import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { words } from '../messages/index.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Failure } from '../ui/failure.tsx'
import { withoutSecret } from '../ui/without-secret.ts'
import { isPathOf } from './page-path.ts'
import { type Destination, pages } from './pages.ts'
import { type Choice, choicesFor } from './palette-choices.ts'
import { useSearch } from './use-search.ts'

/** A combobox: arrows choose, Enter goes there. */
export function Palette({ destinations, onClose }: { destinations: readonly Destination[]; onClose: () => void }) {
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  /** Enter was pressed before the answer was there. */
  const [isGoing, setGoing] = useState(false)
  const id = useId()
  const { results, error, isPending } = useSearch(text)
  const hasPage = (path: string) => pages.some((page) => isPathOf(page.path, path))
  const named = destinations.map(({ path, title }) => ({ path, title: title() }))
  // The chosen text becomes an address, so it holds no secret.
  const typed = withoutSecret(text.trim())
  const isSecret = typed === '' && text.trim() !== ''
  const choices = isSecret ? [] : choicesFor(typed, named, results, words.palette, hasPage)
  const go = (choice: Choice | undefined) => {
    if (choice === undefined) return
    onClose()
    navigate(choice.path)
  }
  const list = useRef<HTMLDivElement>(null)
  // The focus stays in the field, so no browser scrolls to what the arrows chose.
  useLayoutEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen, choices.length])
  const pasted = choices.find((choice) => choice.id === typed)
  // A pasted ID names one thing: Enter goes there, however soon it was pressed.
  useEffect(() => {
    if (!isGoing || isPending) return
    setGoing(false)
    go(pasted)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method takes the key; Safari has ended the composition by then, and says so by this code alone.
    if (event.isComposing || event.keyCode === 229) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setChosen((before) => (before + step + choices.length) % Math.max(1, choices.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (pasted === undefined && isPending && looksLikeId(text)) setGoing(true)
      else go(chosen === 0 ? (pasted ?? choices[0]) : choices[chosen])
    }
  }
  return (
    <Dialog title={words.shell.palette} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-label={words.palette.input}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={choices.length === 0 ? undefined : `${id}-${chosen}`}
        autocomplete="off"
        placeholder={words.palette.input}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value)
          setChosen(0)
          setGoing(false)
        }}
        onKeyDown={onKeyDown}
      />
      {error !== null && <Failure error={error} />}
      <div ref={list} id={id} role="listbox" aria-label={words.palette.results} aria-busy={isPending} class="choices">
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as a combobox has it
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          <div
            key={`${choice.path} ${choice.id}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => go(choice)}
          >
            {choice.title}
            {choice.kind !== undefined && (
              <small>
                {choice.kind} · <code>{choice.id}</code>
              </small>
            )}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

const looksLikeId = (text: string) => /^[a-z]{2,4}_\w{20,}$/.test(text.trim())
