import Foundation
import TestSupport

@testable import SealedArchive
@testable import SystemLibraries

/// An ASiC-E container as other programs make it: openssl signs, Python packs and compresses.
struct ForeignContainer {
    /// Entries in stored order; the manifest and the signature come behind them.
    var entries: [(name: String, bytes: [UInt8])] = [
        ("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8)),
        ("order.txt", Array(repeating: UInt8(ascii: "a"), count: 2_000)),
        ("聊天.txt", Array("the batch is ready".utf8)),
    ]
    /// Entries the manifest lists, and by which digest.
    var algorithm = HashAlgorithm.sha256
    var changeManifest: (String) -> String = { $0 }
    /// Options of `openssl cms -sign` behind the first signer's.
    var options: [String] = ["-cades"]
    var keys: [String: [String]] = [
        "one": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        "two": ["-newkey", "rsa:2048"],
    ]
    var signatureName = "META-INF/signature.p7s"
    var changeSignature: ([UInt8]) -> [UInt8] = { $0 }
    var afterwards: [(name: String, bytes: [UInt8])] = []
    /// Python run on the open archive `z` before it is closed.
    var python = ""
    /// Entries the manifest does not list.
    var unlisted: Set<String> = ["mimetype"]

    private static let algorithmURIs: [HashAlgorithm: String] = [
        .sha256: "http://www.w3.org/2001/04/xmlenc#sha256",
        .sha384: "http://www.w3.org/2001/04/xmldsig-more#sha384",
        .sha512: "http://www.w3.org/2001/04/xmlenc#sha512",
    ]

    func manifest() throws -> [UInt8] {
        let uri = Self.algorithmURIs[algorithm]!
        var text = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <ASiCManifest xmlns="\(AsicManifest.namespace)" xmlns:d="\(AsicManifest.digestNamespace)">
            <SigReference URI="\(signatureName)" MimeType="application/pkcs7-signature"/>

            """
        for entry in entries where !unlisted.contains(entry.name) {
            let digest = Base64.encode(try algorithm.digest(of: entry.bytes))
            text += """
                <DataObjectReference URI="\(entry.name)" Rootfile="false"><d:DigestMethod Algorithm="\(uri)"/>\
                <d:DigestValue>\(digest)</d:DigestValue></DataObjectReference>

                """
        }
        return Array(changeManifest(text + "</ASiCManifest>").utf8)
    }

    func bytes() throws -> [UInt8] {
        try Places.inNewFolder { folder in
            func run(_ tool: String, _ arguments: [String]) throws {
                let ran = try Run.tool(tool, arguments, in: folder)
                guard ran.status == 0 else { throw Failed(what: "\(arguments): \(ran.errors)") }
            }
            let manifest = try manifest()
            try Data(manifest).write(to: folder.appendingPathComponent("m.xml"))
            for (name, key) in keys {
                try run(
                    "openssl",
                    ["req", "-x509", "-nodes", "-keyout", "\(name).key", "-out", "\(name).pem",
                     "-days", "30", "-subj", "/CN=\(name)", "-addext",
                     "basicConstraints=critical,CA:FALSE", "-addext",
                     "keyUsage=critical,digitalSignature,nonRepudiation"] + key)
            }
            try run(
                "openssl",
                ["cms", "-sign", "-binary", "-in", "m.xml", "-signer", "one.pem", "-inkey", "one.key",
                 "-outform", "DER", "-out", "s.p7s", "-nosmimecap"] + options)
            let signature = changeSignature(
                Array(try Data(contentsOf: folder.appendingPathComponent("s.p7s"))))
            let all =
                entries + [("META-INF/ASiCManifest.xml", manifest), (signatureName, signature)]
                + afterwards
            var script = "import zipfile\nz = zipfile.ZipFile('c.asice', 'w', zipfile.ZIP_DEFLATED)\n"
            for (index, entry) in all.enumerated() {
                try Data(entry.bytes).write(to: folder.appendingPathComponent("e\(index)"))
                let how = entry.name == "mimetype" ? ", zipfile.ZIP_STORED" : ""
                script += "z.writestr('\(entry.name)', open('e\(index)', 'rb').read()\(how))\n"
            }
            script += python + "\nz.close()\n"
            try run("python3", ["-c", script])
            return Array(try Data(contentsOf: folder.appendingPathComponent("c.asice")))
        }
    }

    func opened() throws -> Opened { try Opened(try bytes()) }

    struct Failed: Error { let what: String }
}
