import ClaimModel
import Testing

@testable import Collector

@Suite struct ClaimFileTests {
    static let whole = """
        claimpack: 1
        venue: paypal
        reason:
          - shortage
          - quality
        filing-on: 2026-04-14
        x-note: mine
        buyer:
          name: Larkspur Devices LLC
          country: US
          email: dana@larkspur.example
        supplier:
          name: 深圳市皓宇电子有限公司
          latin-name: Shenzhen Haoyu Electronics Co., Ltd.
          also: Haoyu
          x-wechat: lin
        order:
          number: 0028
          placed: 2026-02-03T10:12+08:00
          confirmed: 2026-02-04
          ship-by: 2026-03-31
          deliver-by: 2026-04-10
          ship-to: 2210 Juniper Fork Road
          incoterm: DAP Austin
          total: 38500.00 USD
          freight: 100.00 USD
          discount: 0.5 USD
          paid: 38500 USD
          paid-on: 2026-02-05
          paid-through: paypal
          covered:
          tolerance: 2 %
          proof:
            - A-1
            - B-1 page 2
          lines:
            - item: board
              quantity: 5000
              unit-price: 7.70 USD
              sum: 38500.00 USD
          spec: |
            clock 168 MHz

              thickness 1.6 mm
        shipments:
          - number: 1Z7R4W186704182938
            carrier: UPS
            shipped: 2026-03-30T14:06 zone unknown
            quantity: 2000
            cartons: 20
            per-carton: 100
            proof: B-3
        received:
          - quantity: 2000
            counted: 1990
            delivered: "2026-04-09T14:06 zone: unknown"
            confirmed: 2026-04-09T14:06:31.5-05:00
            proof: B-3
        complaint:
          promised: a
          promised-at: A-2 section 3.1
          delivered: b
          delivered-at: D-1 page 6
          told-supplier: 2026-04-10
          told-at: C-1 message 36
          goods-used: no
          cause: substituted-component
          settled: yes
        refund:
          ask: 35200.00 USD
          heads:
            - for: boards
              units: 2000
              unit-price: 7.70 USD
              proof: A-1
            - for: freight
              amount: 1860.00 USD
              proof: B-4
        nonconformity:
          - clause: A-2 section 3.1
            promised: 168 MHz
            measured: 118 MHz
            units: 2000
            proof: D-1
        count:
          - carton: 3 of 20
            declared: 100
            counted: 99.5
            proof: E-1
        exhibits:
          - number: A-1
            kind: contract
            files:
              - A-contract/page-*.png
              - A-contract/other.png
            title: Order page
            dated: 2026-02-03
            captured: 2026-04-11 by Dana Whitfield
            channel: platform
          - number: C-1
            kind:
              - chat
              - notice
            files: C-chat/messages.html
            by: Dana Whitfield
            translation-of: A-1
        attest:
          sealed-at-start: yes
          device-switched-on: no

        """

    private func line(of text: String) -> Int? {
        Self.whole.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains(text) }.map { $0 + 1 }
    }

    @Test func `every key of the claim is read`() throws {
        let file = try ClaimFile(parsing: Array(Self.whole.utf8))
        let claim = file.claim
        #expect(claim.venue.value == Venue("paypal"))
        #expect(claim.reasons.map(\.value) == [.shortage, .quality])
        #expect(claim.filingOn?.value == CalendarDay("2026-04-14"))
        #expect(claim.buyer?.name.value == "Larkspur Devices LLC")
        #expect(claim.buyer?.country?.value == "US")
        #expect(claim.buyer?.email?.value == "dana@larkspur.example")
        #expect(claim.supplier?.names.map(\.value).count == 3)
        #expect(claim.supplier?.aliases.map(\.value) == ["Haoyu"])
        let order = claim.order
        #expect(order.number.value == "0028")
        #expect(order.placed?.value.text == "2026-02-03T10:12+08:00")
        #expect(order.confirmed?.value.wallClock.description == "2026-02-04")
        #expect(order.shipBy?.value == CalendarDay("2026-03-31"))
        #expect(order.deliverBy?.value == CalendarDay("2026-04-10"))
        #expect(order.shipTo?.value == "2210 Juniper Fork Road")
        #expect(order.incoterm?.value == "DAP Austin")
        #expect(order.total?.value == Money("38500.00 USD"))
        #expect(order.freight?.raw == "100.00 USD")
        #expect(order.discount?.value == Money("0.50 USD"))
        #expect(order.paid?.value == Money("38500.00 USD"))
        #expect(order.paidOn?.value == CalendarDay("2026-02-05"))
        #expect(order.paidThrough?.value == "paypal")
        #expect(order.covered == nil)
        #expect(order.tolerance?.value == ExactDecimal(2))
        #expect(order.proof.map(\.value.description) == ["A-1", "B-1"])
        #expect(order.proof.map(\.raw) == ["A-1", "B-1 page 2"])
        #expect(order.lines.first?.item.value == "board")
        #expect(order.lines.first?.sum?.value == Money("38500 USD"))
        #expect(order.terms.map(\.value) == ["clock 168 MHz", "thickness 1.6 mm"])
    }

    @Test func `every part behind the order is read`() throws {
        let file = try ClaimFile(parsing: Array(Self.whole.utf8))
        let claim = file.claim
        #expect(claim.shipments.first?.number?.value == "1Z7R4W186704182938")
        #expect(claim.shipments.first?.carrier?.value == "UPS")
        #expect(claim.shipments.first?.cartons?.value == ExactDecimal(20))
        #expect(claim.shipments.first?.perCarton?.value == ExactDecimal(100))
        #expect(claim.receipts.first?.counted?.value == ExactDecimal(1990))
        #expect(claim.complaint?.promisedAt?.value == "A-2 section 3.1")
        #expect(claim.complaint?.deliveredAt?.value == "D-1 page 6")
        #expect(claim.complaint?.toldSupplier?.value.wallClock.hour == nil)
        #expect(claim.complaint?.goodsUsed?.value == false)
        #expect(claim.complaint?.cause?.value == "substituted-component")
        #expect(claim.complaint?.settled?.value == true)
        #expect(claim.refund?.ask?.value == Money("35200.00 USD"))
        #expect(claim.refund?.heads.map { $0.sum?.description } == ["15400.00 USD", "1860.00 USD"])
        #expect(claim.nonconformities.first?.units?.value == ExactDecimal(2000))
        #expect(claim.counts.first?.counted?.value == ExactDecimal("99.5"))
        #expect(claim.attestation.map(\.question) == [.sealedAtStart, .deviceSwitchedOn])
        #expect(claim.attestation.map(\.answer.value) == [true, false])
        #expect(file.exhibits.map(\.exhibit.number.description) == ["A-1", "C-1"])
        #expect(
            file.exhibits[0].files.map(\.pattern) == [
                "A-contract/page-*.png", "A-contract/other.png",
            ])
        #expect(file.exhibits[0].exhibit.title?.value == "Order page")
        #expect(file.exhibits[0].exhibit.dated?.value == CalendarDay("2026-02-03"))
        #expect(file.exhibits[0].exhibit.channel?.value == "platform")
        #expect(file.exhibits[1].exhibit.kinds == [.chat, .notice])
        #expect(file.exhibits[1].exhibit.by?.value == "Dana Whitfield")
        #expect(file.exhibits[1].exhibit.translationOf?.value == ExhibitNumber("A-1"))
    }

    @Test func `every value is declared and knows its key and line`() throws {
        let claim = try ClaimFile(parsing: Array(Self.whole.utf8)).claim
        #expect(claim.order.total?.place == .claim("order.total", line: line(of: "total:")))
        #expect(claim.order.total?.origin == .declared)
        #expect(
            claim.order.terms.map(\.place) == [
                .claim("order.spec", line: line(of: "clock 168")),
                .claim("order.spec", line: line(of: "thickness")),
            ])
        #expect(
            claim.refund?.heads[1].amount?.place
                == .claim("refund.heads[2].amount", line: line(of: "1860.00")))
        #expect(
            claim.reasons.map(\.place.description) == [
                "claim.yaml:4, reason[1]", "claim.yaml:5, reason[2]",
            ])
    }

    @Test func `times keep what was written about their offset`() throws {
        let claim = try ClaimFile(parsing: Array(Self.whole.utf8)).claim
        let placed = try #require(claim.order.placed?.value)
        #expect(placed.keeper == .party)
        #expect(placed.offsetSource == .written)
        let shipped = try #require(claim.shipments.first?.shipped)
        #expect(shipped.value.offset == nil)
        #expect(shipped.value.wallClock.description == "2026-03-30T14:06")
        #expect(shipped.raw == "2026-03-30T14:06 zone unknown")
        #expect(claim.receipts.first?.delivered?.value.offset == nil)
        #expect(claim.receipts.first?.confirmed?.value.offset == UTCOffset(minutes: -300))
    }

    @Test func `a list of terms is read like a text of terms`() throws {
        let text = CaseFolderRecipe.claim + "  spec:\n    - clock 168 MHz\n    - \"tin: none\"\n"
        let claim = try ClaimFile(parsing: Array(text.utf8)).claim
        #expect(claim.order.terms.map(\.value) == ["clock 168 MHz", "tin: none"])
        #expect(
            claim.order.terms.map(\.place.description) == [
                "claim.yaml:7, order.spec[1]", "claim.yaml:8, order.spec[2]",
            ])
    }

    @Test func `venue, reason and order number are enough`() throws {
        let claim = try ClaimFile(parsing: Array(CaseFolderRecipe.claim.utf8)).claim
        #expect(claim.reasons.map(\.value) == [.quality])
        #expect(claim.buyer == nil)
    }

    @Test func `amended days, weights, use, a decision and a statement are read`() throws {
        let text = """
            claimpack: 1
            venue: paypal
            reason: shortage
            order:
              number: 0028
              resale: no
              amended:
                - agreed: 2026-03-01
                  ship-by: 2026-04-02
                  deliver-by: 2026-04-12
                  proof: C-1 message 4
            shipments:
              - unit-weight: 0.08 kg
                carton-weight: 0.5 kg
                gross-weight: 170 kg
                billed-weight: 162.5 kg
            complaint:
              used-on: 2026-04-12
              before-shipment: no
              claimed-elsewhere: yes
              counted-in: inner-packs
              decided: 2026-05-12
              statement: as A-1 shows
            refund:
              heads:
                - for: boards
                  reason: shortage
                  amount: 1.00 USD
            """
        let claim = try ClaimFile(parsing: Array(text.utf8)).claim
        #expect(claim.order.resale?.value == false)
        let amendment = try #require(claim.order.amendments.first)
        #expect(amendment.agreed?.raw == "2026-03-01")
        #expect(amendment.shipBy?.value == CalendarDay("2026-04-02"))
        #expect(amendment.deliverBy?.value == CalendarDay("2026-04-12"))
        #expect(amendment.proof.map(\.value) == [ExhibitNumber("C-1")])
        let shipment = try #require(claim.shipments.first)
        #expect(shipment.unitWeight?.value == ExactDecimal("0.08"))
        #expect(shipment.cartonWeight?.value == ExactDecimal("0.5"))
        #expect(shipment.grossWeight?.value == ExactDecimal(170))
        #expect(shipment.billedWeight?.raw == "162.5 kg")
        let complaint = try #require(claim.complaint)
        #expect(complaint.usedOn?.value == CalendarDay("2026-04-12"))
        #expect(complaint.beforeShipment?.value == false)
        #expect(complaint.claimedElsewhere?.value == true)
        #expect(complaint.countedIn?.value == .innerPacks)
        #expect(complaint.decided?.value == CalendarDay("2026-05-12"))
        #expect(complaint.statement?.value == "as A-1 shows")
        #expect(claim.refund?.heads.first?.reason?.value == .shortage)
    }
}
