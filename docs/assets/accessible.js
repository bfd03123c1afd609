/* What the theme leaves unsaid to those who hear a page, or go through it with the keyboard alone. */
document.addEventListener("DOMContentLoaded", () => {
  const set = (chosen, name, value) => document.querySelectorAll(chosen).forEach(one => one.setAttribute(name, value))

  set(".md-search[role=dialog]", "aria-label", "Search")

  const mend = () => {
    /* A list within the navigation is no landmark of its own, and neither is the button of a block of code. */
    document.querySelectorAll("nav nav, nav.md-code__nav").forEach(one => {
      one.setAttribute("role", "none")
      one.removeAttribute("aria-labelledby")
      one.removeAttribute("aria-label")
      one.removeAttribute("aria-expanded")
    })
    /* What scrolls can be reached with the keyboard, and what does not is no stop on the way. */
    document.querySelectorAll(".md-content pre, .md-typeset__scrollwrap").forEach(one => {
      if (one.scrollWidth > one.clientWidth + 1) one.setAttribute("tabindex", "0")
      else one.removeAttribute("tabindex")
    })
  }

  mend()
  /* The theme puts its buttons into blocks of code, and its frames around tables, a little later. */
  new MutationObserver(mend).observe(document.querySelector(".md-content"), { childList: true, subtree: true })
  window.addEventListener("load", mend)
  window.addEventListener("resize", mend)
})
