/// A value that has a place in a worker's answer.
///
/// The form is JSON (RFC 8259) with arrays only: each type writes its parts in one fixed order, and
/// reads them back in that order. So the schema is the code below, an answer has no names that could
/// occur twice, and its depth is that of the types. Whoever adds a property to a reading adds it to
/// both functions of its type here; a test compares every reading of the corpus with its copy.
protocol Formed {
    func write(to form: inout FormWriter)
    init(from form: inout FormReader) throws(FormProblem)
}

/// Why bytes are no answer, and at which byte.
struct FormProblem: Error, Hashable {
    let reason: String
    let offset: Int
}

extension String: Formed {
    func write(to form: inout FormWriter) { form.text(self) }
    init(from form: inout FormReader) throws(FormProblem) { self = try form.text() }
}

extension Int: Formed {
    func write(to form: inout FormWriter) { form.number(self) }
    init(from form: inout FormReader) throws(FormProblem) { self = try form.number() }
}

extension Bool: Formed {
    func write(to form: inout FormWriter) { form.number(self ? 1 : 0) }
    init(from form: inout FormReader) throws(FormProblem) {
        switch try form.number() {
        case 0: self = false
        case 1: self = true
        default: throw form.problem("0 or 1 is wanted")
        }
    }
}

extension Optional: Formed where Wrapped: Formed {
    func write(to form: inout FormWriter) {
        if let self { self.write(to: &form) } else { form.null() }
    }
    init(from form: inout FormReader) throws(FormProblem) {
        if try form.takeNull() {
            self = nil
        } else {
            self = try Wrapped(from: &form)
        }
    }
}

extension Array: Formed where Element: Formed {
    func write(to form: inout FormWriter) {
        form.begin()
        for element in self { element.write(to: &form) }
        form.end()
    }
    init(from form: inout FormReader) throws(FormProblem) {
        self = []
        try form.begin()
        while try !form.takeEnd() {
            guard count < FormReader.elementLimit else { throw form.problem("a list is too long") }
            append(try Element(from: &form))
        }
    }
}

extension Formed where Self: RawRepresentable, RawValue == String {
    func write(to form: inout FormWriter) { form.text(rawValue) }
    init(from form: inout FormReader) throws(FormProblem) {
        guard let value = Self(rawValue: try form.text()) else {
            throw form.problem("an unknown word")
        }
        self = value
    }
}

/// One of a few cases, written as its number among them: an answer can hold millions.
protocol NumberedForm: Formed, Equatable {
    /// Every case, in a fixed order.
    static var numbered: [Self] { get }
}

extension NumberedForm where Self: RawRepresentable, RawValue == String {
    func write(to form: inout FormWriter) {
        for (number, one) in Self.numbered.enumerated() where one == self { form.number(number) }
    }

    init(from form: inout FormReader) throws(FormProblem) {
        let number = try form.number()
        guard Self.numbered.indices.contains(number) else {
            throw form.problem("an unknown \(Self.self)")
        }
        self = Self.numbered[number]
    }
}
