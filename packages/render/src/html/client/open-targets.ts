/** A link to a finding opens it: the browser alone would jump to a closed line. */
export function openTargets(): void {
  addEventListener('hashchange', openTarget)
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null
    // The second click on one link changes no hash.
    if (link !== null && link.hash === location.hash) openTarget()
  })
  openTarget()
}

function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1))
  if (!(target instanceof HTMLDetailsElement)) return
  target.open = true
  target.scrollIntoView()
  target.querySelector('summary')?.focus({ preventScroll: true })
}
