import CLibXML2

/// From text to a tree of values through libxml2's HTML parser.
enum HTMLTree {
    struct Parsed {
        var nodes: [HTMLNode]
        var wasTruncated: Bool
        var wasFlattened: Bool
    }

    static func parse(_ text: String, limits: HTMLDocument.Limits) throws(HTMLError) -> Parsed {
        XMLLibrary.prepare()
        guard let context = unsafe htmlNewParserCtxt() else { throw .library }
        defer { unsafe htmlFreeParserCtxt(context) }
        let budget = ParserBudget(elementCount: limits.elementCount)
        unsafe context.pointee._private = Unmanaged.passUnretained(budget).toOpaque()
        unsafe context.pointee.sax.pointee.startElement = { user, name, attributes in
            unsafe ParserBudget.start(user, name, attributes)
        }
        // Without this mark the next handler is not called.
        unsafe context.pointee.sax.pointee.initialized = XML_SAX2_MAGIC
        unsafe context.pointee.sax.pointee.serror = { user, _ in
            unsafe ParserBudget.complain(user)
        }
        unsafe context.pointee.linenumbers = 1
        // The parser takes a zero byte for the end in places.
        var bytes = Array(text.utf8)
        for index in bytes.indices where bytes[index] == 0 { bytes[index] = 0x20 }
        // HUGE lifts libxml2's limits of 10 MB a text and 256 levels, behind which it would stop
        // silently. For HTML the bit is undocumented but obeyed (2.9.14).
        let options =
            Int32(bitPattern: HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue)
            | Int32(bitPattern: HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue)
            | Int32(bitPattern: XML_PARSE_HUGE.rawValue)
        guard let size = Int32(exactly: bytes.count) else {
            throw .tooLarge(limit: Int(Int32.max))
        }
        let document = unsafe bytes.withUnsafeBytes { all in
            unsafe htmlCtxtReadMemory(
                context, all.bindMemory(to: CChar.self).baseAddress, size, nil, "UTF-8", options)
        }
        withExtendedLifetime(budget) {}
        // An empty page gives no document, and nothing was lost.
        guard let document = unsafe document else {
            return Parsed(nodes: [], wasTruncated: !bytes.isEmpty, wasFlattened: false)
        }
        defer { unsafe xmlFreeDoc(document) }
        var copy = TreeCopy(depth: min(limits.depth, HTMLDocument.Limits.greatestDepth))
        unsafe copy.copy(document.pointee.children)
        return Parsed(
            nodes: copy.top, wasTruncated: unsafe context.pointee.disableSAX != 0,
            wasFlattened: copy.wasFlattened)
    }
}

/// Stops the parser when a page costs more than any real one.
private final class ParserBudget {
    /// Each element costs ten times the bytes of `<a>`.
    private var elementsLeft: Int
    /// For every end tag that closes nothing the parser looks through all open elements: a quarter
    /// of a megabyte of them behind as much of `<div>` took it eight seconds. This is about one.
    private var comparisonsLeft = 400_000_000

    init(elementCount: Int) {
        elementsLeft = elementCount
    }

    static func start(
        _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let context = unsafe user?.assumingMemoryBound(to: xmlParserCtxt.self),
            let budget = unsafe of(context)
        else { return }
        guard budget.elementsLeft > 0 else { return unsafe xmlStopParser(context) }
        budget.elementsLeft -= 1
        unsafe xmlSAX2StartElement(user, name, attributes)
    }

    /// The parser reports each such tag as an error.
    static func complain(_ user: UnsafeMutableRawPointer?) {
        guard let context = unsafe user?.assumingMemoryBound(to: xmlParserCtxt.self),
            let budget = unsafe of(context)
        else { return }
        budget.comparisonsLeft -= Int(unsafe context.pointee.nameNr)
        if budget.comparisonsLeft < 0 { unsafe xmlStopParser(context) }
    }

    private static func of(_ context: xmlParserCtxtPtr) -> ParserBudget? {
        guard let own = unsafe context.pointee._private else { return nil }
        return unsafe Unmanaged<ParserBudget>.fromOpaque(own).takeUnretainedValue()
    }
}

/// Copies libxml2's nodes, by iteration: their depth is whatever the page's author liked.
private struct TreeCopy {
    private(set) var top: [HTMLNode] = []
    private(set) var wasFlattened = false
    private let depth: Int
    private var open: [HTMLElement] = []
    /// How many ancestors of the current node were too deep to be opened.
    private var tooDeep = 0

    init(depth: Int) {
        self.depth = max(1, depth)
    }

    mutating func copy(_ first: UnsafeMutablePointer<xmlNode>?) {
        guard var node = unsafe first else { return }
        while true {
            if unsafe enter(node), let child = unsafe node.pointee.children {
                unsafe node = child
                continue
            }
            while unsafe node.pointee.next == nil {
                guard !open.isEmpty || tooDeep > 0, let parent = unsafe node.pointee.parent else {
                    return
                }
                leave()
                unsafe node = parent
            }
            guard let next = unsafe node.pointee.next else { return }
            unsafe node = next
        }
    }

    /// Takes one node over; true when its children come next.
    private mutating func enter(_ node: UnsafeMutablePointer<xmlNode>) -> Bool {
        switch unsafe node.pointee.type {
        case XML_ELEMENT_NODE:
            let element = unsafe HTMLElement(
                name: Self.string(node.pointee.name), attributes: Self.attributes(node),
                line: Int(node.pointee.line))
            guard unsafe node.pointee.children != nil else {
                add(.element(element))
                return false
            }
            if open.count < depth {
                open.append(element)
            } else {
                wasFlattened = true
                tooDeep += 1
                add(.element(element))
            }
            return true
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
            add(.text(unsafe Self.string(node.pointee.content)))
        case XML_COMMENT_NODE:
            add(.comment(unsafe Self.string(node.pointee.content)))
        default:
            break  // a document type or a processing instruction says nothing about the case
        }
        return false
    }

    private mutating func leave() {
        if tooDeep > 0 {
            tooDeep -= 1
        } else if let element = open.popLast() {
            add(.element(element))
        }
    }

    private mutating func add(_ node: HTMLNode) {
        if let innermost = open.indices.last {
            open[innermost].children.append(node)
        } else {
            top.append(node)
        }
    }

    private static func attributes(_ node: UnsafeMutablePointer<xmlNode>) -> [HTMLAttribute] {
        var attributes: [HTMLAttribute] = []
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            var value = ""
            var part = unsafe attribute.pointee.children
            while let text = unsafe part {
                value += unsafe string(text.pointee.content)
                unsafe part = text.pointee.next
            }
            attributes.append(
                HTMLAttribute(name: unsafe string(attribute.pointee.name), value: value))
            unsafe next = attribute.pointee.next
        }
        return attributes
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        guard let text = unsafe text else { return "" }
        return unsafe String(cString: text)
    }
}
