//! Checks a case and seals it with a new key.
import ClaimModel
import ClaimpackKit

// snippet.hide
#if canImport(Glibc)
    import Glibc
#endif

let arguments = Array(CommandLine.arguments.dropFirst())
if let status = EvidenceReading.runIfWorker(arguments) { exit(status) }
// snippet.show
/// Seals the case of a folder and says how complete it is.
func seal(_ folder: String, into bundle: String, keyFile: String, today: CalendarDay, now: Int64) throws
    -> String
{
    let report = try ClaimCase(at: folder).build(
        BuildRequest(
            output: bundle,
            identity: try SigningIdentity.load(keyFile: keyFile) { nil }, signedAt: now,
            judging: JudgingRequest(
                today: today, sandbox: .workers(executable: "/proc/self/exe"))))
    return "\(bundle): \(report.check.assessment.score.value) of 100"
}
// snippet.hide

guard arguments.count == 4, let day = CalendarDay(arguments[3]) else {
    print("usage: BuildABundle FOLDER FILE.asice KEY YYYY-MM-DD")
    exit(64)
}
do {
    print(try seal(arguments[0], into: arguments[1], keyFile: arguments[2], today: day, now: Int64(time(nil))))
} catch let error as ClaimpackError {
    print(error.text)
    exit(1)
}
