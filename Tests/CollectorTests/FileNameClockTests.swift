import ClaimModel
import Testing

@testable import Collector

struct FileNameClockTests {
    @Test(arguments: [
        ("Screenshot_20170222-173846.jpg", "2017-02-22T17:38:46 (zone unknown)", "screenshot"),
        (
            "Screenshot_20170222-173846_WhatsApp.jpg", "2017-02-22T17:38:46 (zone unknown)",
            "screenshot"
        ),
        ("Screenshot_1970-01-02-02-06-19.png", "1970-01-02T02:06:19 (zone unknown)", "screenshot"),
        (
            "Screenshot_2024-03-05-09-08-07-123_com.shop.app.jpg",
            "2024-03-05T09:08:07 (zone unknown)", "screenshot"
        ),
        (
            "Screenshot 2019-05-21 at 10.45.52.png", "2019-05-21T10:45:52 (zone unknown)",
            "screenshot"
        ),
        (
            "Screenshot 2026-01-21 at 7.28.45\u{202F}PM.png", "2026-01-21T19:28:45 (zone unknown)",
            "screenshot"
        ),
        (
            "Screen Shot 2018-05-21 at 12.05.00 AM.png", "2018-05-21T00:05:00 (zone unknown)",
            "screenshot"
        ),
        ("截屏2023-04-12 下午3.15.30.png", "2023-04-12T15:15:30 (zone unknown)", "screenshot"),
        (
            "Screenshot from 2023-04-12 10-15-30.png", "2023-04-12T10:15:30 (zone unknown)",
            "screenshot"
        ),
        ("IMG_20180725_163423.jpg", "2018-07-25T16:34:23 (zone unknown)", "camera"),
        ("proofmode_IMG_20161214_072053.jpg", "2016-12-14T07:20:53 (zone unknown)", "camera"),
        ("20180725_163423.jpg", "2018-07-25T16:34:23 (zone unknown)", "camera"),
        ("VID20210412101530.mp4", "2021-04-12T10:15:30 (zone unknown)", "camera"),
        ("PXL_20231101_151117123.jpg", "2023-11-01T15:11:17+00:00", "camera"),
        ("IMG-20210428-WA0001.jpg", "2021-04-28", "whatsapp"),
        (
            "WhatsApp Image 2021-04-28 at 10.15.30 PM (1).jpeg",
            "2021-04-28T22:15:30 (zone unknown)", "whatsapp"
        ),
        (
            "00000042-PHOTO-2020-06-07-15-13-20.jpg", "2020-06-07T15:13:20 (zone unknown)",
            "whatsapp"
        ),
        ("mmexport1612345678901.jpg", "2021-02-03T09:47:58+00:00", "wechat"),
        ("微信图片_20230412101530.jpg", "2023-04-12T10:15:30 (zone unknown)", "wechat"),
        ("wx_camera_1612345678901.mp4", "2021-02-03T09:47:58+00:00", "wechat"),
        ("photo_12@14-05-2023_16-43-57.jpg", "2023-05-14T16:43:57 (zone unknown)", "telegram"),
        ("photo_2023-05-14_16-43-57.jpg", "2023-05-14T16:43:57 (zone unknown)", "telegram"),
        ("E-photos/IMG_20180725_163423.jpg", "2018-07-25T16:34:23 (zone unknown)", "camera"),
    ])
    func `the clock in a file name is read`(name: String, text: String, source: String) {
        let reading = FileNameClock.read(name)
        #expect(reading?.text == text)
        #expect(reading?.keeper == .device)
        #expect(FileNameClock.source(name)?.rawValue == source)
    }

    @Test(arguments: [
        "invoice.pdf", "IMG_1234.jpg", "IMG_20181325_163423.jpg", "IMG_20180725_256423.jpg", "",
        ".", "---",
        "Screenshot_", "mmexport161234567890.jpg", "20180725.jpg", "DSC00042.JPG", "photo_12.jpg",
    ])
    func `a name without a known clock has none`(name: String) {
        #expect(FileNameClock.read(name) == nil)
    }

    @Test func `a messenger is known by its name even without a clock`() {
        #expect(FileNameClock.source("WeChatIMG42.jpeg") == .wechat)
        #expect(FileNameClock.source("mmexport5f1e.jpg") == .wechat)
        #expect(FileNameClock.source("holiday.jpg") == nil)
    }

    @Test func `a name of many separators ends`() {
        #expect(FileNameClock.read(String(repeating: "IMG_", count: 100)) == nil)
        #expect(FileNameClock.read(String(repeating: "-", count: 100_000)) == nil)
    }
}
