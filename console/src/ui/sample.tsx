import { CopyButton } from './copy-button.tsx'

/** A piece of code or data, with its button to copy it. */
export function Sample({ name, text }: { name: string; text: string }) {
  return (
    <figure>
      <figcaption>
        {name} <CopyButton text={text} name={name} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </figure>
  )
}
