import ClaimModel

extension Reading {
    /// The same reading with its facts and remarks said to stand in an exhibit's file: readers know
    /// the spot, not the exhibit.
    func placed(in exhibit: ExhibitNumber, file: String) -> Reading {
        func placed(_ remarks: [Finding]) -> [Finding] {
            remarks.map { remark in
                var remark = remark
                // A remark without a place is about the whole file.
                let places = remark.places.isEmpty ? [Place()] : remark.places
                remark.places = places.map { $0.inside(exhibit, file: file) }
                remark.citations = remark.citations.map {
                    Citation(
                        text: $0.text, place: $0.place.inside(exhibit, file: file),
                        origin: $0.origin)
                }
                return remark
            }
        }
        switch self {
        case .chat(var transcript):
            transcript.remarks = placed(transcript.remarks)
            return .chat(transcript)
        case .tracking(var record):
            record.remarks = placed(record.remarks)
            return .tracking(record)
        case .document(var document):
            document.remarks = placed(document.remarks)
            document.printedPageCount = document.printedPageCount?.inside(exhibit, file: file)
            document.inspection = document.inspection?.placed(in: exhibit, file: file)
            return .document(document)
        case .video(var video):
            video.remarks = placed(video.remarks)
            return .video(video)
        case .image(var image):
            image.remarks = placed(image.remarks)
            return .image(image)
        case .archive(var listing):
            listing.remarks = placed(listing.remarks)
            return .archive(listing)
        case .opaque, .unread: return self
        }
    }
}

extension InspectionReport {
    fileprivate func placed(in exhibit: ExhibitNumber, file: String) -> InspectionReport {
        var report = self
        report.body = body?.inside(exhibit, file: file)
        report.number = number?.inside(exhibit, file: file)
        report.inspected = inspected?.inside(exhibit, file: file)
        report.issued = issued?.inside(exhibit, file: file)
        report.orderNumber = orderNumber?.inside(exhibit, file: file)
        report.lot = lot?.inside(exhibit, file: file)
        report.lotSize = lotSize?.inside(exhibit, file: file)
        report.sampleSize = sampleSize?.inside(exhibit, file: file)
        report.result = result?.inside(exhibit, file: file)
        report.defects = defects.map {
            DefectCount(
                kind: $0.kind, limit: $0.limit?.inside(exhibit, file: file),
                allowed: $0.allowed?.inside(exhibit, file: file),
                found: $0.found?.inside(exhibit, file: file))
        }
        return report
    }
}
