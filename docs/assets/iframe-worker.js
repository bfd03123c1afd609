/* A page that is opened from a folder may start no worker, and the search of the theme is one. Here a hidden
   frame does its work. From a server, nothing of this is used. */
(() => {
  if (location.protocol !== "file:") return

  class IFrameWorker extends EventTarget {
    constructor(address) {
      super()
      this.waiting = []
      if (document.body) this.begin(String(address))
      else document.addEventListener("DOMContentLoaded", () => this.begin(String(address)))
    }

    begin(address) {
      const frame = document.createElement("iframe")
      frame.hidden = true
      frame.title = "search"
      document.body.append(frame)
      const inner = frame.contentWindow, content = frame.contentDocument
      const load = source => new Promise((resolve, reject) => {
        const script = content.createElement("script")
        script.src = source
        script.onload = resolve
        script.onerror = reject
        content.body.append(script)
      })
      inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      inner.importScripts = (...sources) =>
        sources.reduce((before, source) => before.then(() => load(source)), Promise.resolve())
      load(address).then(() => {
        this.deliver = data => inner.dispatchEvent(new MessageEvent("message", { data }))
        this.waiting.forEach(this.deliver)
      })
    }

    postMessage(data) {
      if (this.deliver) this.deliver(data)
      else this.waiting.push(data)
    }
  }

  /* The worker looks for this name to know where it is. */
  window.IFrameWorker = window.Worker = IFrameWorker
})()
