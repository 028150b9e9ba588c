const paths = {
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  check: 'M3 8.5l3.5 3.5 7-8',
  menu: 'M2 4h12M2 8h12M2 12h12',
  person: 'M8 8a3 3 0 100-6 3 3 0 000 6zM2.5 14c.5-3 2.5-4.5 5.5-4.500s5 1.5 5.5 4.5',
  search: 'M7 12A5 5 0 107 2a5 5 0 000 10zM10.5 10.500L14 14',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3 7.5a.5.5 0 110 1 .5.5 0 110-1M8 7.5a.5.5 0 110 1 .5.5 0 110-1M13 7.5a.5.5 0 110 1 .5.5 0 110-1',
} as const

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
