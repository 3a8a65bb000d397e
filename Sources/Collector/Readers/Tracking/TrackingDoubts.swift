import ClaimModel

/// What makes a record doubtful in any shape: numbers with a wrong check digit, numbers carriers
/// publish as samples, signers that are no names.
enum TrackingDoubts {
    /// Numbers in the carriers' and services' own documentation. A record with one of them is test data.
    static let publishedSamples: Set<String> = [
        "1Z999AA10123456784", "1Z12345E0205271688", "1Z12345E0291980793", "1Z12345E1505270452",
        "1Z12345E6605272234", "1Z12345E1305277940", "1Z12345E6892410845", "7777777770",
        "123456789012", "111111111111", "449044304137821", "568838414941", "39936862321",
        "020207021381215", "403934084723025", "920241085725456",
    ]

    static func remark(on shipment: ShipmentTracking, in remarks: inout RemarkList) {
        let number = TrackingNumber.normalised(shipment.number)
        if publishedSamples.contains(number) {
            remarks.add(
                "tracking.test-data", .warning, at: shipment.spot,
                "\(number) is a sample number of the carrier's documentation, not a consignment",
                remedy: "save the record of the real consignment")
        }
        let kinds = TrackingNumber.kinds(of: number)
        if kinds.contains(where: { $0.format.isUnmistakable && !$0.isValid }) {
            remarks.add(
                "tracking.number.invalid", .warning, at: shipment.spot,
                "the check digit of \(number) is wrong: a carrier never issued this number",
                remedy: "compare it with the label and save the record of the right number")
        }
        if let signer = shipment.delivery?.signer, !isPlausible(signer: signer) {
            remarks.add(
                "tracking.signer.implausible", .warning,
                at: shipment.delivery?.spot ?? shipment.spot,
                "the signer is given as \"\(signer)\", which is no name",
                remedy: "ask the carrier for the signature proof of delivery")
        }
    }

    /// A code that seems to be the carrier's for a delivery, and that no published list explains.
    static func remark(
        unpublished code: String, of carrier: String, at spot: Place.Spot,
        _ remarks: inout RemarkList
    ) {
        remarks.add(
            "tracking.code.unpublished", .note, at: spot,
            "the last code is \(code), which \(carrier) explains in no published list: it decides no delivery",
            remedy: "add the carrier's proof of delivery, or its page saved whole")
    }

    /// A name has a letter; `163000` is a time in the wrong member.
    private static func isPlausible(signer: String) -> Bool {
        !signer.utf8.allSatisfy { !(65...90).contains($0) && !(97...122).contains($0) && $0 < 0x80 }
    }
}
