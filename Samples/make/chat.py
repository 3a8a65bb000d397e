"""C-chat/messages.html: the platform's message page as a browser saves it."""

import json
import sys
from datetime import datetime, timedelta, timezone
from html import escape
from pathlib import Path

import facts
from messages import BUYER, MESSAGES, PHOTO, ROBOT, SPECIFICATION

ADDRESS = "https://message.alibaba.com/message/messenger.htm?activeAccountIdEncrypt=MC1IDX1sample&lang=en_US#/"
SUMMER = "2026-03-08 02:00"  # when clocks in Austin went from -06:00 to -05:00
TEXT, IMAGE, FILE = 1, 60, 61

STYLE = """body{margin:0;font:14px/1.5 Arial,"Microsoft YaHei",sans-serif;color:#222;background:#eef0f3}
.messenger{display:flex;height:100vh}.contact-list{width:280px;background:#fff;border-right:1px solid #dfe3e8;overflow:auto}
.contact-item-container{padding:12px 16px;border-bottom:1px solid #eef0f3}.contact-item-container.active{background:#f1f5fb}
.contact-company,.latest-msg,.contact-time{color:#7a828c;font-size:12px}.message-container{flex:1;display:flex;flex-direction:column}
.content-header{padding:12px 20px;background:#fff;border-bottom:1px solid #dfe3e8;font-weight:bold}.scroll-box{flex:1;overflow:auto;padding:16px 20px}
.message-item-wrapper{margin:0 0 14px;max-width:70%}.item-right{margin-left:auto}.item-base-info{color:#7a828c;font-size:12px}
.item-right .item-base-info{text-align:right}.item-base-info .name{margin-right:8px}.session-rich-content,.content-with-translation{background:#fff;border-radius:6px;padding:8px 12px}
.item-right .session-rich-content{background:#dcebff}.content-with-translation .session-rich-content{padding:0}.translation{border-top:1px solid #e6e9ed;margin-top:6px;padding-top:6px;color:#4b525a}
.translate-source,.read-status,.auto-send-tag{color:#9aa1a9;font-size:11px}.item-right .read-status{text-align:right}"""


def instant(when):
    """The message's moment in milliseconds since 1970, as the page keeps it beside the local time it prints."""
    zone = timezone(timedelta(hours=-5 if when >= SUMMER else -6))
    return int(datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=zone).timestamp() * 1000)


def content(who, words, translation, size):
    """The message type and the markup of what was said."""
    if words == SPECIFICATION:
        query = json.dumps({"fileName": words, "fileSize": size, "fileType": "pdf", "downloadUrl": "https://clouddisk.alibaba.com/file/download.htm?id=71930442817"})
        return FILE, (f'<div class="session-rich-content media"><div class="inquiry-file-item" data-exp="card-file" data-query="{escape(query)}">'
                      f'<span class="file-name">{words}</span> <span class="file-size">{size / 1024:.1f} K</span></div></div>')
    if words == PHOTO:
        return IMAGE, f'<div class="session-rich-content media"><img src="https://sc04.alicdn.com/kf/H2f6c81d9a4sample.jpg_220x220.jpg" alt="{words}" width="220" height="165"></div>'
    if translation is None:
        return TEXT, f'<div class="session-rich-content text">{escape(words)}</div>'
    tag = '<div class="auto-send-tag">系统自动发送</div>' if who == ROBOT else ""
    return TEXT, (f'<div class="content-with-translation text-content"><div class="session-rich-content text">{escape(words)}</div>'
                  f'<div class="translation"><div class="translate-text">{escape(translation)}</div><div class="translate-source">翻译 由阿里翻译提供</div></div></div>{tag}')


def item(index, message, size):
    when, who, words, translation = message
    kind, inner = content(who, words, translation, size)
    mine = who == BUYER
    facts_of_message = {"messageId": f"30417{index:05d}26", "messageType": kind, "senderId": "us1189204417" if mine else "cn1530972286",
                        "sendTime": instant(when), "showTime": 1776262291004, "read_status": "read"}
    name = "" if mine else f'<span class="name">{escape(facts.SUPPLIER_PERSON)}</span>'
    status = '<div class="read-status">已读</div>' if mine else ""
    side = "right" if mine else "left"
    return (f'<div class="message-item-wrapper item-{side}" data-exp="2020MC_Message_Show" data-expinfo="{escape(json.dumps(facts_of_message, separators=(",", ":")))}">\n'
            f'<div class="item-base-info">{name}<span>{when}</span></div>\n<div class="item-content item-content-{side}">{inner}</div>{status}\n</div>\n')


def page(size):
    last = MESSAGES[-1]
    items = "".join(item(i, message, size) for i, message in enumerate(MESSAGES, 1))
    return f"""<!DOCTYPE html>
<!-- saved from url=({len(ADDRESS):04d}){ADDRESS} -->
<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>Messenger</title>
<!-- {facts.SAMPLE_NOTE} -->
<style>{STYLE}</style></head>
<body><div class="messenger">
<div class="contact-list"><div class="account"><div class="account-name">{facts.BUYER_PERSON}</div><div class="account-company">{facts.BUYER}</div></div>
<div class="contact-item-container active" data-name="{escape(facts.SUPPLIER_PERSON)}" data-unread-count="0"><div class="contact-info"><div class="name">{escape(facts.SUPPLIER_PERSON)}</div>
<div class="contact-company">{facts.SUPPLIER_LATIN}</div><div class="latest-msg">{escape(last[2])}</div><div class="contact-time">{last[0][5:10]}</div></div></div></div>
<div class="message-container"><div class="content-header">{escape(facts.SUPPLIER_PERSON)}</div>
<div class="scroll-box">
{items}</div></div>
</div></body></html>
"""


if __name__ == "__main__":
    folder, specification = Path(sys.argv[1]), Path(sys.argv[2])
    (folder / "messages.html").write_text(page(specification.stat().st_size), encoding="utf-8")
