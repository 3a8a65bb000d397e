package import ClaimModel

/// The clock that phones, messengers and screenshot tools write into file names. It is a second
/// witness beside the metadata: the device's own local time, nearly always without an offset.
package enum FileNameClock {
    /// Who gives names like this.
    package enum Source: String, Hashable, Sendable {
        /// WhatsApp: the day a file was received, or the time it was saved or sent.
        case whatsapp
        /// WeChat: the time a file was saved.
        case wechat
        /// Telegram: the time a file was sent.
        case telegram
        /// Signal: the time a file was saved.
        case signal
        /// QQ, LINE and Facebook: the time a file was saved.
        case messenger
        /// A camera: the time of the picture.
        case camera
        /// A screenshot tool: the time of the picture.
        case screenshot

        /// True when such files have passed through a messenger, which strips metadata.
        package var isMessenger: Bool { self != .camera && self != .screenshot }
        /// True when the name tells when the picture was taken.
        package var namesWhenTaken: Bool { !isMessenger }
        /// The name for people.
        package var title: String {
            switch self {
            case .whatsapp: "WhatsApp"
            case .wechat: "WeChat"
            case .telegram: "Telegram"
            case .signal: "Signal"
            case .messenger: "a messenger"
            case .camera: "a camera"
            case .screenshot: "a screenshot tool"
            }
        }
    }

    /// Bytes of a name that are looked at.
    static let nameLimit = 512

    /// The clock in a file name, nil when it has none that is known. The keeper is the device.
    package static func read(_ name: String) -> ClockReading? {
        match(name)?.reading
    }

    /// Who gives names like this one; also known for some names without a clock.
    package static func source(_ name: String) -> Source? {
        match(name)?.source
    }

    private static func match(_ name: String) -> (source: Source, reading: ClockReading?)? {
        let bytes = Array(name.utf8)
        guard bytes.count <= nameLimit else { return nil }
        let start = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        let base = Array(bytes[start...])
        // Names are found at the start or behind a separator, because people put words in front.
        for index in base.indices {
            guard index == 0 || [0x20, 0x28, 0x2D, 0x5F].contains(base[index - 1]) else { continue }
            for pattern in patterns where index == 0 || !pattern.onlyAtStart {
                var matcher = FileNameMatcher(bytes: base, index: index)
                guard matcher.accepts(pattern.parts) else { continue }
                guard !pattern.isTimeless else { return (pattern.source, nil) }
                if let reading = matcher.reading(isUTC: pattern.isUTC) {
                    return (pattern.source, reading)
                }
            }
        }
        return nil
    }

    private struct Pattern {
        var source: Source
        var parts: [FileNamePart]
        /// True when the format's clock is UTC, as Google's camera keeps it.
        var isUTC = false
        /// True when the pattern has no letters to know it by.
        var onlyAtStart = false

        init(
            _ source: Source, _ parts: FileNamePart..., isUTC: Bool = false,
            onlyAtStart: Bool = false
        ) {
            self.source = source
            self.parts = parts
            self.isUTC = isUTC
            self.onlyAtStart = onlyAtStart
        }

        var isTimeless: Bool { parts.allSatisfy(\.isTimeless) }
    }

    /// All names that are known, the more telling ones first.
    private static let patterns: [Pattern] = [
        // WhatsApp: received on a day; saved by the desktop client; exported on iOS.
        Pattern(.whatsapp, "IMG-", .day, "-WA"), Pattern(.whatsapp, "VID-", .day, "-WA"),
        Pattern(.whatsapp, "AUD-", .day, "-WA"), Pattern(.whatsapp, "PTT-", .day, "-WA"),
        Pattern(.whatsapp, "DOC-", .day, "-WA"), Pattern(.whatsapp, "STK-", .day, "-WA"),
        Pattern(
            .whatsapp, "WhatsApp", .space, .word, .space, .dashedDay, .space, "at", .space,
            .spokenTime),
        Pattern(.whatsapp, .digits, "-PHOTO-", .dashedDay, "-", .dashedTime),
        Pattern(.whatsapp, .digits, "-VIDEO-", .dashedDay, "-", .dashedTime),
        Pattern(.whatsapp, .digits, "-AUDIO-", .dashedDay, "-", .dashedTime),
        Pattern(.whatsapp, "WhatsApp", .space),
        // WeChat: milliseconds since 1970, or local digits.
        Pattern(.wechat, "mmexport", .milliseconds), Pattern(.wechat, "wx_camera_", .milliseconds),
        Pattern(.wechat, "微信图片_", .day, .time), Pattern(.wechat, "微信截图_", .day, .time),
        Pattern(.wechat, "微信视频_", .day, .time), Pattern(.wechat, "微信视频", .day, .time),
        Pattern(.wechat, "微信图片", .day, .time),
        Pattern(.wechat, "WeChat", .space, "Image_", .day, .time),
        Pattern(.wechat, "WeChat_", .day, .time),
        Pattern(.wechat, "Weixin", .space, "Image_", .day, .time),
        Pattern(.wechat, "mmexport"), Pattern(.wechat, "wx_camera_"), Pattern(.wechat, "WeChatIMG"),
        Pattern(.wechat, "微信图片"), Pattern(.wechat, "微信视频"),
        // Telegram: exported, or saved by the desktop client.
        Pattern(.telegram, "photo_", .digits, "@", .reversedDay, "_", .dashedTime),
        Pattern(.telegram, "video_", .digits, "@", .reversedDay, "_", .dashedTime),
        Pattern(.telegram, "file_", .digits, "@", .reversedDay, "_", .dashedTime),
        Pattern(.telegram, "audio_", .digits, "@", .reversedDay, "_", .dashedTime),
        Pattern(.telegram, "photo_", .dashedDay, "_", .dashedTime),
        Pattern(.telegram, "video_", .dashedDay, "_", .dashedTime),
        // Others that carry files.
        Pattern(.signal, "signal-", .dashedDay, "-", .time),
        Pattern(.signal, "signal-", .dashedDay, "-", .dashedTime),
        Pattern(.messenger, "FB_IMG_", .milliseconds),
        Pattern(.messenger, "line_", .milliseconds), Pattern(.messenger, "QQ图片", .day, .time),
        Pattern(.messenger, "QQ视频", .day, .time), Pattern(.screenshot, "QQ截图", .day, .time),
        // Screenshot tools.
        Pattern(.screenshot, "Screenshot_", .day, "-", .time),
        Pattern(.screenshot, "Screenshot_", .day, "_", .time),
        Pattern(.screenshot, "Screenshot_", .dashedDay, "-", .dashedTime),
        Pattern(.screenshot, "Screenshot_", .dashedDay, "_", .dashedTime),
        Pattern(.screenshot, "Screenshot", .space, "from", .space, .dashedDay, .space, .dashedTime),
        Pattern(.screenshot, "Screenshot", .space, .dashedDay, .space, "at", .space, .spokenTime),
        Pattern(.screenshot, "Screenshot", .space, .dashedDay, .space, .time),
        Pattern(
            .screenshot, "Screen", .space, "Shot", .space, .dashedDay, .space, "at", .space,
            .spokenTime),
        Pattern(
            .screenshot, "Screen", .space, "Recording", .space, .dashedDay, .space, "at", .space,
            .spokenTime),
        Pattern(.screenshot, "Screen_Recording_", .day, "-", .time),
        Pattern(.screenshot, "screen-", .day, "-", .time),
        Pattern(
            .screenshot, "Bildschirmfoto", .space, .dashedDay, .space, "um", .space, .spokenTime),
        Pattern(.screenshot, "截屏", .dashedDay, .space, .spokenTime),
        Pattern(.screenshot, "屏幕截图", .space, .dashedDay, .space, .time),
        Pattern(.screenshot, "SVID_", .day, "_", .time),
        // Cameras.
        Pattern(.camera, "PXL_", .day, "_", .time, isUTC: true),
        Pattern(.camera, "MVIMG_", .day, "_", .time), Pattern(.camera, "PANO_", .day, "_", .time),
        Pattern(.camera, "IMG_", .day, "_", .time), Pattern(.camera, "VID_", .day, "_", .time),
        Pattern(.camera, "IMG", .day, .time), Pattern(.camera, "VID", .day, .time),
        Pattern(.camera, "DSC_", .day, "_", .time), Pattern(.camera, "BURST", .day, .time),
        Pattern(.camera, "DJI_", .day, .time), Pattern(.camera, "DJI_", .day, "_", .time),
        Pattern(.camera, "WIN_", .day, "_", .dashedTime),
        Pattern(.camera, .dashedDay, .space, .dashedTime, onlyAtStart: true),
        Pattern(.camera, .day, "_", .time, onlyAtStart: true),
    ]
}
