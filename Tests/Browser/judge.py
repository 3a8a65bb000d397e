"""What a page holds by a stranger's parser, as JSON: judge.py PAGE"""
import base64, hashlib, html.parser, json, re, sys

ADDRESSES = {"href", "src", "action", "formaction", "poster", "background", "data", "cite", "ping",
             "xlink:href", "srcset", "longdesc", "manifest"}
STRANGE = {"iframe", "object", "embed", "form", "link", "base", "audio", "video", "foreignobject", "animate", "set"}


class Judge(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.scripts = self.handlers = self.addresses = self.styles = self.strange = 0
        self.inside = None
        self.bodies = {"script": "", "style": ""}
        self.messages, self.message, self.depth = [], None, 0
        self.policy = ""
        self.hidden = []

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        self.strange += tag in STRANGE
        values = dict(attributes)
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        for name, value in attributes:
            self.handlers += name.startswith("on")
            self.styles += name == "style"
            if name in ADDRESSES and not re.match(r"#|data:image/jpeg;base64,", value or ""):
                self.addresses += 1
        if tag in self.bodies:
            self.inside = tag
        if tag == "bdi":
            if self.message is None and values.get("class") == "orig":
                self.message, self.depth = "", 0
            elif self.message is not None:
                self.depth += 1

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.inside = None

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None
        if tag == "bdi" and self.message is not None:
            if self.depth == 0:
                self.messages.append(self.message)
                self.message = None
            else:
                self.depth -= 1

    def handle_data(self, data):
        if self.inside:
            self.bodies[self.inside] += data
        elif self.message is not None:
            self.message += data


def main():
    text = open(sys.argv[1], encoding="utf-8", newline="").read()
    judge = Judge()
    judge.feed(text)
    digest = lambda words: base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
    json.dump({
        "scripts": judge.scripts, "handlers": judge.handlers, "addresses": judge.addresses,
        "styles": judge.styles, "strange": judge.strange, "messages": judge.messages,
        "startsClosed": judge.policy.startswith("default-src 'none';"),
        "allowsItsStyle": f"style-src 'sha256-{digest(judge.bodies['style'])}'" in judge.policy,
        "allowsItsScript": f"script-src 'sha256-{digest(judge.bodies['script'])}'" in judge.policy,
        "rawControls": len([c for c in text if c not in "\n\t" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")]),
        "bytes": len(text.encode()),
    }, sys.stdout, ensure_ascii=False)


main()
