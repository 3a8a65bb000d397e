/// A first look at foreign DER before any library sees it: definite lengths in their shortest form,
/// limited depth, nothing after the outer element. libcrypto accepts the opposite of each of these.
package enum DERWalk {
    /// Deep enough for every seal, far from exhausting a stack.
    package static let depthLimit = 24

    /// For signatures of others, which carry time-stamps within time-stamps.
    package static let foreignDepthLimit = 64

    /// Walks every constructed element once, without recursion; time is linear in the bytes.
    package static func check(
        _ bytes: [UInt8], depthLimit: Int = depthLimit
    ) throws(DERProblem) {
        var reader = DERReader(bytes)
        let outer = try reader.next()
        guard reader.isAtEnd else {
            throw DERProblem(kind: .trailingBytes, offset: reader.position)
        }
        guard outer.isConstructed else { return }
        var open = [reader.inside(outer)]
        while var current = open.popLast() {
            guard !current.isAtEnd else { continue }
            let element = try current.next()
            open.append(current)
            if element.isConstructed {
                guard open.count < depthLimit else {
                    throw DERProblem(kind: .tooDeep, offset: element.whole.lowerBound)
                }
                open.append(current.inside(element))
            }
        }
    }
}
