/** Says, in the document's own words, that files it names are not there: a gateway of another release does not have them. */
export function showOutdated(): void {
  const notice = document.getElementById('outdated')
  if (notice === null) return
  notice.hidden = false
  const button = notice.querySelector('button')
  if (button !== null) button.onclick = () => location.reload()
}
