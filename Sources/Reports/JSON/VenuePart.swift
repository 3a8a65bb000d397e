package import ClaimModel

/// A case by the rules of one venue, as it is printed in JSON.
package struct VenuePart: Encodable {
    let venue: String
    let isEligible: Bool
    let objections: [String]
    let assessment: AssessmentPart

    package init(venue: String, isEligible: Bool, objections: [String], assessment: Assessment) {
        self.venue = venue
        self.isEligible = isEligible
        self.objections = objections
        self.assessment = AssessmentPart(assessment)
    }

    private enum CodingKeys: String, CodingKey {
        case venue, isEligible, objections, assessment
    }
}
