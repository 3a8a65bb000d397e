"""The conversation: 41 messages by the clock of a browser in Austin. Chinese words come with the page's machine translation."""

import facts

BUYER, SUPPLIER, ROBOT = "buyer", "supplier", "robot"
PHOTO = "IMG_20260409_143730.jpg"
SPECIFICATION = "specification-rev-c.pdf"

# when, who, words (or the name of a file or image), translation
MESSAGES = (
    ("2026-01-19 09:20", BUYER, "Hello, we are Larkspur Devices in Austin, Texas. We need 5,000 PCB assemblies for a data logger. The microcontroller is MX7-407VG at 168 MHz. Can you quote?", None),
    ("2026-01-19 09:20", ROBOT, "您好，感谢您的咨询。我们的工作时间是周一至周六 9:00-18:00（北京时间），会尽快回复您。", "Hello, thank you for your inquiry. Our working hours are Monday to Saturday 9:00-18:00 (Beijing time). We will reply to you as soon as possible."),
    ("2026-01-19 20:41", SUPPLIER, "您好，我是皓宇电子的林蔚。这个板子我们可以做。请发规格书和物料清单，我们核算报价。", "Hello, I am Lin Wei of Haoyu Electronics. We can make this board. Please send the specification and the bill of materials, we will calculate a quotation."),
    ("2026-01-20 08:55", BUYER, "Thank you. The specification is still revision B, revision C follows next week. The main points stay: MX7-407VG in LQFP100, firmware 2.3.1, board thickness 1.6 mm.", None),
    ("2026-01-20 21:10", SUPPLIER, "好的。MX7-407VG 我们有固定渠道，没有问题。", "Good. We have a regular source for the MX7-407VG, no problem."),
    ("2026-01-21 09:30", BUYER, "Please quote DAP Austin, everything shipped by 31 March 2026.", None),
    ("2026-01-22 19:05", SUPPLIER, "DAP 奥斯汀，单价 7.70 美元。运费和关税由货代按实际金额另开发票给贵司。3月31日前可以出货。", "DAP Austin, unit price 7.70 US dollars. Freight and duty are invoiced to your company by the forwarder at the actual amount. Can ship before March 31."),
    ("2026-01-29 10:15", BUYER, SPECIFICATION, None),
    ("2026-01-29 10:17", BUYER, "This is specification revision C. Section 3.1 names the microcontroller MX7-407VG, section 3.2 the clock of 168 MHz. No substitution without our written approval. Please confirm that you build to it.", None),
    ("2026-01-29 20:30", SUPPLIER, "收到。确认按规格书 C 版生产，主控 MX7-407VG，未经贵司书面批准不更换任何器件。", "Received. Confirmed: production to specification revision C, main controller MX7-407VG, no component will be replaced without your written approval."),
    ("2026-02-02 09:05", BUYER, "Please open the Trade Assurance order: 5,000 pieces at 7.70 USD, 38,500.00 USD in total, the specification attached.", None),
    ("2026-02-02 20:20", SUPPLIER, f"信保订单已建好，订单号 {facts.ORDER}，规格书已上传为附件，请核对。", f"The Trade Assurance order is created, order number {facts.ORDER}, the specification is uploaded as an attachment, please check."),
    ("2026-02-03 17:21", BUYER, f"Order {facts.ORDER} is correct: 5,000 pieces, MX7-407VG, ship by 31 March. Confirmed today.", None),
    ("2026-02-05 09:34", BUYER, "38,500.00 USD was paid through the platform this morning.", None),
    ("2026-02-05 09:40", ROBOT, f"订单 {facts.ORDER}：买家已支付 38,500.00 美元，款项由平台保管。", f"Order {facts.ORDER}: the buyer has paid 38,500.00 US dollars, the money is held by the platform."),
    ("2026-02-05 19:02", SUPPLIER, "收到付款通知，开始备料。2月15日至23日春节放假。", "Payment notice received, we start preparing materials. Spring Festival holiday from February 15 to 23."),
    ("2026-02-25 08:15", BUYER, "Welcome back. Are all parts on hand, the microcontrollers too?", None),
    ("2026-02-25 20:48", SUPPLIER, "物料基本到齐，光板已完成，3月9日上线贴片。", "Materials are mostly here, bare boards are finished, assembly starts on March 9."),
    ("2026-02-26 08:05", BUYER, "Please send a photo of the reel label of the microcontroller before you start.", None),
    ("2026-02-26 20:15", SUPPLIER, "采购在跟进，上线前我拍给您。", "Purchasing is following up, I will take one for you before we start."),
    ("2026-03-09 09:12", BUYER, "Has assembly started? We have not had the photo of the reel.", None),
    ("2026-03-09 20:33", SUPPLIER, "今天开始贴片，先做 2,000 片。", "Assembly starts today, 2,000 pieces first."),
    ("2026-03-17 09:02", BUYER, "Please send the test records of the first boards with firmware 2.3.1.", None),
    ("2026-03-17 20:50", SUPPLIER, "功能测试正常，固件 2.3.1 已烧录，测试记录随货一起发。", "Function test normal, firmware 2.3.1 is programmed, the test records come with the goods."),
    ("2026-03-24 20:10", SUPPLIER, "2,000 片已完成，3月30日可以先发。余下 3,000 片还在等料，出货时间再通知。", "2,000 pieces are finished and can ship first on March 30. The remaining 3,000 are waiting for material, shipping time will be announced."),
    ("2026-03-25 08:22", BUYER, "The order says all 5,000 ship by 31 March. That date stands. Ship what is finished and tell us why the rest is late.", None),
    ("2026-03-25 21:05", SUPPLIER, "明白，抱歉。有消息马上告诉您。", "Understood, sorry. I will tell you as soon as there is news."),
    ("2026-03-30 05:40", SUPPLIER, f"今天已发货 2,000 片，20 箱，批号 {facts.LOT}，UPS 单号 {facts.TRACKING}。", f"Shipped today 2,000 pieces, 20 cartons, lot number {facts.LOT}, UPS number {facts.TRACKING}."),
    ("2026-03-30 08:10", BUYER, "Thank you. Please send the invoice and the packing list.", None),
    ("2026-03-30 20:25", SUPPLIER, f"发票和装箱单 {facts.INVOICE} 已上传到订单页面。", f"Invoice and packing list {facts.INVOICE} are uploaded to the order page."),
    ("2026-04-06 09:15", BUYER, "The shipment is at customs in Louisville. What about the other 3,000 pieces?", None),
    ("2026-04-06 20:44", SUPPLIER, "余下 3,000 片还没有确定日期。", "There is no fixed date for the remaining 3,000 pieces yet."),
    ("2026-04-09 15:20", BUYER, "The 20 cartons arrived today at 14:06. We opened carton 3 on camera and are checking the boards.", None),
    ("2026-04-09 20:31", SUPPLIER, "好的，有问题请联系我。", "Good, please contact me if there is a problem."),
    ("2026-04-10 09:11", BUYER, PHOTO, None),
    ("2026-04-10 09:12", BUYER, f"Complaint, order {facts.ORDER}, lot {facts.LOT}, 2,000 pieces: the boards carry the microcontroller MX5-303VC, not the MX7-407VG of section 3.1. We measure 118 MHz, not 168 MHz. Nobody told us and nobody asked us. What happened?", None),
    ("2026-04-10 09:47", SUPPLIER, "不好意思，MX7-407VG 缺货，交期 14 周，所以用了 MX5-303VC，功能等同，不影响使用。", "Sorry, the MX7-407VG is out of stock, lead time 14 weeks, so we used the MX5-303VC. It is functionally equivalent and does not affect use."),
    ("2026-04-10 10:05", BUYER, "You never asked for our approval and you do not have it. 30 % slower is not equivalent: our application does not run. No board has been used. An independent inspector comes tomorrow.", None),
    ("2026-04-12 20:55", SUPPLIER, "我们可以每片优惠 5%，请贵司接收这批货。", "We can give 5 % discount per piece, please take this lot."),
    ("2026-04-13 08:30", BUYER, f"No. A discount does not make the boards meet the specification. Inspection report {facts.REPORT} says FAIL. We ask for a refund and hold the 2,000 boards for return.", None),
    ("2026-04-13 20:40", SUPPLIER, "我需要和老板商量，请先不要开纠纷。", "I need to discuss with my boss, please do not open a dispute yet."),
)

assert len(MESSAGES) == 41
assert [when for when, *_ in MESSAGES] == sorted(when for when, *_ in MESSAGES)
