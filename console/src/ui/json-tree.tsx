import { useState } from 'preact/hooks'
import { locale, words } from '../messages/index.ts'
import { CopyButton } from './copy-button.tsx'
import { SearchField } from './filter-bar.tsx'
import { find, isBranch, type JsonPart, type JsonPath, partsOf, pathText, sizeOf } from './json-parts.ts'
import { visible } from './outside-text.ts'

const partsShown = 100
const foundMax = 100
const charsShown = 500
// Deeper parts stand no further to the right: a narrow screen still shows them.
const indentMax = 12

/** A JSON value from outside. A part is drawn once it is opened, so a large value costs what is seen of it. */
export function JsonTree({ value, name }: { value: unknown; name: string }) {
  const { json } = words
  const [text, setText] = useState('')
  const found = text === '' ? undefined : find(value, text, foundMax + 1)
  return (
    <div class="json">
      <div class="bar">
        <SearchField label={json.search(name)} value={text} onChange={setText} />
        <CopyButton text={() => JSON.stringify(value, null, 2)} name={name} />
      </div>
      {found === undefined ? (
        <ul aria-label={name}>
          <Part part={{ path: [], value }} isOpen />
        </ul>
      ) : (
        <Found found={found} />
      )}
    </div>
  )
}

function Found({ found }: { found: readonly JsonPart[] }) {
  const { json } = words
  return (
    <>
      <p role="status" class="muted">
        {found.length > foundMax ? json.foundMore(foundMax.toLocaleString(locale)) : json.found(found.length)}
      </p>
      <ul aria-label={json.results}>
        {found.slice(0, foundMax).map(({ path, value }) => (
          <li key={pathText(path)}>
            <div class="json-row">
              <code class="json-key">{visible(pathText(path))}</code>
              <Leaf value={value} />
              <CopyPath path={path} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function Part({ part: { path, value }, isOpen = false }: { part: JsonPart; isOpen?: boolean }) {
  const [isShown, setShown] = useState(isOpen)
  const key = path.length === 0 ? '$' : String(path.at(-1))
  if (!isBranch(value)) {
    return (
      <li>
        <div class="json-row">
          <span class="json-key">{visible(key)}</span>
          <Leaf value={value} />
          <CopyPath path={path} />
        </div>
      </li>
    )
  }
  return (
    <li>
      <details open={isShown} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
        <summary>
          <span class="json-key">{visible(key)}</span> <Size value={value} />
        </summary>
        {isShown && <Parts value={value} path={path} />}
      </details>
    </li>
  )
}

function Parts({ value, path }: { value: object; path: JsonPath }) {
  const [max, setMax] = useState(partsShown)
  const more = sizeOf(value) - max
  return (
    <ul class={path.length < indentMax ? '' : 'json-flat'}>
      {partsOf(value, path, max).map((part) => (
        // Parts of the top level are open from the start.
        <Part key={part.path.at(-1)} part={part} isOpen={path.length === 0} />
      ))}
      {more > 0 && (
        <li>
          <button type="button" onClick={() => setMax(max + partsShown)}>
            {words.json.more(Math.min(more, partsShown), more.toLocaleString(locale))}
          </button>
        </li>
      )}
    </ul>
  )
}

function Size({ value }: { value: object }) {
  const size = sizeOf(value)
  const count = words.json.count(size, size.toLocaleString(locale))
  return <span class="muted">{Array.isArray(value) ? `[ ${count} ]` : `{ ${count} }`}</span>
}

/** A value as JSON writes it; of a long text the beginning. */
function Leaf({ value }: { value: unknown }) {
  const [isWhole, setWhole] = useState(false)
  if (isBranch(value)) return <Size value={value} />
  if (typeof value !== 'string') return <code>{String(value)}</code>
  const isCut = !isWhole && value.length > charsShown
  return (
    <span class="json-text">
      <code>"{visible(isCut ? value.slice(0, charsShown) : value)}"</code>
      {isCut && (
        <button type="button" onClick={() => setWhole(true)}>
          {words.json.whole(value.length.toLocaleString(locale))}
        </button>
      )}
    </span>
  )
}

const CopyPath = ({ path }: { path: JsonPath }) => (
  <CopyButton text={pathText(path)} name={words.json.path(visible(pathText(path)))} />
)
