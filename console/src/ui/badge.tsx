/** A status in words, with a colour beside them. */
export function Badge({ tone, text }: { tone: 'good' | 'bad' | 'plain'; text: string }) {
  return <span class={`badge ${tone}`}>{text}</span>
}
