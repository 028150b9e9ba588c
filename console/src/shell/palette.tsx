import { useId, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { words } from '../messages/index.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { Destination } from './pages.ts'
import { type Choice, choicesFor } from './palette-choices.ts'

/** A combobox: arrows choose, Enter goes there. */
export function Palette({ destinations, onClose }: { destinations: readonly Destination[]; onClose: () => void }) {
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const choices = choicesFor(
    text,
    destinations.map(({ path, title }) => ({ path, title: title() })),
    words.palette,
  )
  const go = (choice: Choice | undefined) => {
    if (choice === undefined) return
    onClose()
    navigate(choice.path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setChosen((chosen + step + choices.length) % Math.max(1, choices.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      go(choices[chosen])
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
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={words.palette.results} class="choices">
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as a combobox has it
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          <div
            key={choice.path}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => go(choice)}
          >
            {choice.title}
          </div>
        ))}
      </div>
    </Dialog>
  )
}
