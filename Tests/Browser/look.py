"""Opens pages in headless Chromium as a mediator would, and says what they did, as JSON on standard output.

    look.py [--axe FILE] [--pictures FOLDER] [--search WORD] [--quick] PAGE...

Each page is opened at 1280 and 390 pixels, light and dark, and once without JavaScript; --quick opens it once.
For each: requests beyond the page itself, console errors, violations of its own content security policy,
dialogs, scripts, event attributes, addresses that are neither data nor inside the page, style attributes,
horizontal overflow, milliseconds until loaded, and violations axe-core finds.
"""
import argparse, base64, json, os, pathlib, subprocess, sys, tempfile, time
import websocket

INERT = """(() => {
  const all = [...document.querySelectorAll('*')];
  const attributes = all.flatMap((e) => [...e.attributes].map((a) => [e.localName, a.name.toLowerCase(), a.value]));
  const address = new Set(['href', 'src', 'action', 'formaction', 'poster', 'background', 'data', 'cite', 'ping', 'xlink:href', 'srcset', 'longdesc', 'manifest']);
  return {
    scripts: document.scripts.length,
    handlers: attributes.filter(([, name]) => name.startsWith('on')).length,
    addresses: attributes.filter(([, name, value]) => address.has(name) && !/^(#|data:image\\/jpeg;base64,)/.test(value)).length,
    styles: attributes.filter(([, name]) => name === 'style').length,
    strange: all.filter((e) => ['iframe', 'object', 'embed', 'form', 'link', 'base', 'audio', 'video', 'foreignobject', 'animate', 'set'].includes(e.localName)).length,
    elements: all.length,
    overflow: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
    searchIsShown: !(document.getElementById('qw')?.hidden ?? true),
    openInternalLinks: [...document.querySelectorAll('a[href^="#"]')].filter((a) => !document.getElementById(a.getAttribute('href').slice(1))).length,
  };
})()"""


class Browser:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--hide-scrollbars", "--remote-debugging-port=0", f"--user-data-dir={self.folder.name}",
             "--disable-dev-shm-usage", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port_file = pathlib.Path(self.folder.name, "DevToolsActivePort")
        for _ in range(300):
            if port_file.exists() and len(port_file.read_text().splitlines()) > 1:
                break
            time.sleep(0.1)
        port, path = port_file.read_text().splitlines()[:2]
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}{path}", suppress_origin=True, max_size=None, timeout=60)
        self.number = 0
        self.events = []

    def call(self, method, session=None, **parameters):
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.take(answer)

    def take(self, event):
        self.events.append(event)
        if event.get("method") == "Page.javascriptDialogOpening":
            self.number += 1
            self.socket.send(json.dumps(
                {"id": self.number, "method": "Page.handleJavaScriptDialog",
                 "params": {"accept": False}, "sessionId": event.get("sessionId")}))

    def wait(self, method, session, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in self.events:
                if event.get("method") == method and event.get("sessionId") == session:
                    return
            self.take(json.loads(self.socket.recv()))
        raise RuntimeError(f"{method} did not come")

    def close(self):
        try:
            self.call("Browser.close")
        except Exception:
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.folder.cleanup()


def look(browser, page, width, scheme, has_scripts, axe, pictures, search):
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    call = lambda method, **parameters: browser.call(method, session, **parameters)

    def evaluate(expression, waits=False):
        answer = call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=waits)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"])[:500])
        return answer["result"].get("value")

    for domain in ["Page", "Network", "Log", "Runtime", "Audits"]:
        call(domain + ".enable")
    call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
    call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    call("Emulation.setScriptExecutionDisabled", value=not has_scripts)
    browser.events = []
    address = pathlib.Path(page).resolve().as_uri()
    start = time.monotonic()
    call("Page.navigate", url=address)
    browser.wait("Page.loadEventFired", session)
    loaded = time.monotonic() - start
    # A frame later everything that the page would do has been done.
    call("Emulation.setScriptExecutionDisabled", value=False)
    evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))", waits=True)
    result = evaluate(INERT)
    mine = [e for e in browser.events if e.get("sessionId") == session]
    result["page"] = os.path.basename(page)
    result["view"] = f"{width} {scheme}{'' if has_scripts else ' without scripts'}"
    result["requests"] = [
        e["params"]["request"]["url"][:200] for e in mine if e["method"] == "Network.requestWillBeSent"
        and not e["params"]["request"]["url"].startswith("data:")
        and e["params"]["request"]["url"].split("#")[0] != address]
    result["errors"] = [
        str(e["params"])[:300] for e in mine
        if e["method"] == "Runtime.exceptionThrown"
        or e["method"] == "Runtime.consoleAPICalled" and e["params"]["type"] in ("error", "assert")
        or e["method"] == "Log.entryAdded" and e["params"]["entry"]["level"] == "error"]
    result["violations"] = [
        str(e["params"])[:300] for e in mine if e["method"] == "Audits.issueAdded"
        and "ContentSecurityPolicy" in e["params"]["issue"]["code"]
        # With scripts off the browser reports the page's own script as blocked by the user.
        and has_scripts]
    result["dialogs"] = len([e for e in mine if e["method"] == "Page.javascriptDialogOpening"])
    result["milliseconds"] = round(loaded * 1000)
    if search and has_scripts:
        result["hits"] = evaluate(
            "new Promise((done) => { const q = document.getElementById('q'); q.value = %s;"
            " q.dispatchEvent(new Event('input')); setTimeout(() => done(document.getElementById('hits').textContent), 900); })"
            % json.dumps(search), waits=True)
        evaluate("(() => { const q = document.getElementById('q'); q.value = ''; q.dispatchEvent(new Event('input')); })()")
    if axe:
        evaluate(axe + ";0")
        found = evaluate("axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) =>"
                         " [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary.slice(0, 240)]))", waits=True)
        result["axe"] = found
    if pictures:
        name = os.path.join(pictures, f"{pathlib.Path(page).stem}-{width}-{scheme}{'' if has_scripts else '-noscript'}")
        size = call("Page.getLayoutMetrics")["cssContentSize"]
        shot = call("Page.captureScreenshot", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "width": width, "height": min(size["height"], 16000), "scale": 1})
        pathlib.Path(name + ".png").write_bytes(base64.b64decode(shot["data"]))
        if scheme == "light" and width > 600 and has_scripts:
            pdf = call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
            pathlib.Path(name + ".pdf").write_bytes(base64.b64decode(pdf["data"]))
    browser.call("Target.closeTarget", targetId=target)
    return result


def main():
    options = argparse.ArgumentParser()
    options.add_argument("pages", nargs="+")
    options.add_argument("--axe")
    options.add_argument("--pictures")
    options.add_argument("--search")
    options.add_argument("--quick", action="store_true")
    options = options.parse_args()
    axe = pathlib.Path(options.axe).read_text() if options.axe else None
    views = [(1280, "light", True)] if options.quick else [
        (1280, "light", True), (1280, "dark", True), (390, "light", True), (390, "dark", True),
        (1280, "light", False)]
    browser = Browser()
    try:
        results = [
            look(browser, page, *view, axe, options.pictures, options.search)
            for page in options.pages for view in views]
    finally:
        browser.close()
    json.dump(results, sys.stdout, indent=1, ensure_ascii=False)


main()
