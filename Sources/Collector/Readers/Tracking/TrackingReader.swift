package import ClaimModel

/// Reads what carriers and tracking services answer, as a document of JSON or saved as XML, into one
/// normal form.
///
/// A shape is recognised by its structure, never by the file's name. What a record says of itself
/// in two ways is compared: conflicts become remarks, and a clock that is contradicted loses its
/// offset. Delivered is what the carrier's code says; no text is searched for the word.
package enum TrackingReader {
    /// Bytes of a file that are read.
    package static let byteLimit = 16 << 20
    /// Records of a list at the top of a file that are read.
    static let recordLimit = 1_000

    /// The record in a file of XML; nil when it is not well formed or of no known shape.
    package static func readXML(
        _ source: EvidenceSource
    ) throws(EvidenceSourceError) -> TrackingRecord? {
        // Many answers are saved without the line that says they are XML.
        let head = try source.bytes(at: 0, count: 1_024)
        guard head.first(where: { !($0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0)) }) == 0x3C else {
            return nil
        }
        return TrackingXML.document(try source.all(limit: byteLimit)).flatMap(record)
    }

    /// The record in a document, nil when it is of no known shape.
    package static func record(_ document: JSONValue) -> TrackingRecord? {
        let root = JSONNode(document)
        if root.isArray { return record(of: Array(root.elements.prefix(recordLimit))) }
        for envelope in TrackingShape.envelopes {
            let node = envelope.reduce(root) { $0[$1] }
            guard node.exists, let record = record(of: [node]) else { continue }
            return record
        }
        return nil
    }

    private static func record(of nodes: [JSONNode]) -> TrackingRecord? {
        for shape in TrackingShape.all {
            var remarks = RemarkList()
            var shipments: [ShipmentTracking] = []
            for node in nodes {
                shipments += shape.read(node, &remarks) ?? []
            }
            guard !shipments.isEmpty else { continue }
            for shipment in shipments { TrackingDoubts.remark(on: shipment, in: &remarks) }
            return TrackingRecord(
                shape: shape.name, shipments: shipments, remarks: remarks.findings)
        }
        return nil
    }
}
