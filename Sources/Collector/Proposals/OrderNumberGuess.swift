import ClaimModel

/// Numbers in evidence that look like the number of an order: what documents print behind such a
/// label, and in chats the long numbers of the platform.
enum OrderNumberGuess {
    /// Digits an order of the platform has.
    private static let digits = 15...20
    /// Messages of one chat that are searched.
    private static let messageLimit = 5_000

    /// The numbers, each once, in the order found.
    static func numbers(in reading: Reading) -> [String] {
        var found: [String] = []
        func add(_ number: String) {
            if !number.isEmpty, number.utf8.count <= 64, !found.contains(number) {
                found.append(number)
            }
        }
        switch reading {
        case .document(let document):
            for value in document.labelled where value.name == "order-number" { add(value.value) }
            if let number = document.inspection?.orderNumber { add(number.value) }
            for row in document.rows.prefix(200) { runs(in: row.text).forEach(add) }
        case .chat(let transcript):
            for message in transcript.messages.prefix(messageLimit) {
                runs(in: message.text).forEach(add)
            }
        default: break
        }
        return found
    }

    /// Runs of digits as long as an order number.
    static func runs(in text: String) -> [String] {
        var runs: [String] = []
        var run: [UInt8] = []
        for byte in Array(text.utf8) + [UInt8(ascii: " ")] {
            if (48...57).contains(byte) {
                run.append(byte)
                continue
            }
            if digits.contains(run.count) { runs.append(String(decoding: run, as: UTF8.self)) }
            run.removeAll(keepingCapacity: true)
        }
        return runs
    }
}
