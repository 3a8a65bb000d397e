import Foundation
import TestSupport
import Testing

/// Promise 7: the same input gives the same bytes, whoever packs it, where and when; and promise 10:
/// nothing of the machine gets into a bundle.
@Suite struct DeterminismTests {
    private static let files: [String: Data] = {
        var files = CrashSite.smallFiles
        files["A-contract/注文 確認.txt"] = Data("注文\n".utf8)
        files["A-contract/Zebra.txt"] = Data("z\n".utf8)
        files["A-contract/apple.txt"] = Data("a\n".utf8)
        files["C-chat/WhatsApp Chat.txt"] = Data(
            "09/04/2026, 14:06 - Kai: the batch is ready\n10/04/2026, 09:00 - Mira: thank you\n".utf8)
        files["D-inspection/inside/deep.txt"] = Data("deep\n".utf8)
        return files
    }()

    private static let build = CrashSite.build + ["--as-of", "2026-04-14"]

    /// What is to be the same: everything before the seal, and the directory but for the seal's record.
    private func unsealed(_ site: CrashSite, _ name: String = "out.asice") throws -> String {
        let script = """
            import hashlib, sys, zipfile
            data = open(sys.argv[1], "rb").read()
            z = zipfile.ZipFile(sys.argv[1])
            seal = z.infolist()[-1]
            assert seal.filename == "META-INF/signature001.p7s"
            record = data.rindex(b"PK\\x01\\x02", 0, len(data))
            assert seal.filename.encode() in data[record:]
            print(hashlib.sha256(data[:seal.header_offset]).hexdigest())
            print(hashlib.sha256(data[z.start_dir:record]).hexdigest())
            """
        let ran = try Run.tool("python3", ["-c", script, name], in: site.folder)
        #expect(ran.status == 0, "\(ran.errors)")
        return ran.output
    }

    private static let expected: String? = try? Places.inNewFolder { folder in
        let site = try CrashSite(in: folder, files: files)
        guard try site.claimpack(build).status == 0 else { return nil }
        return try DeterminismTests().unsealed(site)
    }

    private static let command = "\"$CLAIMPACK\" " + build.joined(separator: " ")

    @Test(arguments: [
        ("another umask", "umask 077; COMMAND"), ("no umask", "umask 000; COMMAND"),
        ("another zone", "TZ=Pacific/Apia COMMAND"),
        ("another language", "LANG=de_DE.UTF-8 LC_ALL=tr_TR.UTF-8 LANGUAGE=zh COMMAND"),
        ("no language", "LC_ALL=C COMMAND"), ("an empty environment", "env -i \"$CLAIMPACK\" ARGUMENTS"),
        ("another day", "exec faketime '2031-05-06 07:08:09' COMMAND"),
        ("a day long ago", "exec faketime '1999-12-31 23:59:59' COMMAND"),
        ("another terminal", "COLUMNS=40 TERM=dumb NO_COLOR=1 COMMAND"),
        ("files of another time", "find case -exec touch -d 2001-02-03T04:05:06 {} +; COMMAND"),
        ("other modes", "chmod -R u=rwX,go= case; chmod 0777 case/*; COMMAND"),
        ("a working folder elsewhere",
         "here=$PWD; cd /; \"$CLAIMPACK\" build \"$here/case\" -o \"$here/out.asice\" --key \"$here/k.key\" --no-programs --as-of 2026-04-14"),
        ("files copied in another order",
         "mkdir other; cd case; find . -type d -exec mkdir -p ../other/{} \\;; find . -type f | sort -R --random-source=/bin/bash | while read -r f; do cp \"$f\" \"../other/$f\"; done; cd ..; rm -r case; mv other case; COMMAND"),
        ("files copied backwards",
         "mkdir other; cd case; find . -type d -exec mkdir -p ../other/{} \\;; find . -type f | sort -r | while read -r f; do cp \"$f\" \"../other/$f\"; done; cd ..; rm -r case; mv other case; COMMAND"),
        ("an old file replaced", "echo old > out.asice; COMMAND --force"),
    ])
    func `the same case gives the same bytes`(name: String, script: String) throws {
        let expected = try #require(Self.expected)
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder, files: Self.files)
            let ran = try site.shell(
                script.replacingOccurrences(of: "COMMAND", with: Self.command)
                    .replacingOccurrences(of: "ARGUMENTS", with: Self.build.joined(separator: " ")))
            #expect(ran.status == 0, "\(name): \(ran.errors)")
            #expect(try unsealed(site) == expected, "\(name)")
        }
    }

    @Test(.enabled(if: geteuid() == 0, "skipped: only root can run as another user"))
    func `another user gives the same bytes`() throws {
        let expected = try #require(Self.expected)
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder, files: Self.files)
            let ran = try site.asOrdinaryUser("./claimpack " + Self.build.joined(separator: " "))
            #expect(ran.status == 0, "\(ran.errors)")
            #expect(try unsealed(site) == expected)
        }
    }

    @Test func `another case gives other bytes`() throws {
        let expected = try #require(Self.expected)
        try Places.inNewFolder { folder in
            var files = Self.files
            files["A-contract/apple.txt"] = Data("b\n".utf8)
            let site = try CrashSite(in: folder, files: files)
            #expect(try site.claimpack(Self.build).status == 0)
            #expect(try unsealed(site) != expected)
        }
    }

    @Test func `nothing of the machine, the user or the folder gets into a bundle`() throws {
        try Places.inNewFolder { outer in
            let folder = outer.appendingPathComponent("zq-folder-7")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let site = try CrashSite(in: folder, files: Self.files)
            // The sample too, with all its readers and their programs.
            try FileManager.default.copyItem(
                at: Places.sample, to: folder.appendingPathComponent("sample"))
            let environment = [
                "USER": "zq-user-7", "LOGNAME": "zq-user-7", "HOME": "/home/zq-user-7",
                "HOSTNAME": "zq-host-7", "TMPDIR": "/tmp/zq-temporary-7", "EMAIL": "zq@zq-mail-7.example",
            ]
            for (kase, output) in [(folder.path + "/case", "one"), (folder.path + "/sample", "two")] {
                let ran = try Run.claimpack(
                    ["build", kase, "-o", folder.path + "/" + output, "--key", "k.key"], in: folder,
                    environment: environment)
                #expect(ran.status == 0, "\(ran.errors)")
                let bytes = try site.bytes(of: output)
                let host = ProcessInfo.processInfo.hostName
                for secret in ["zq-", outer.path, Places.project.path, host] where secret.count > 2 {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(output) holds \(secret)")
                }
            }
        }
    }
}
