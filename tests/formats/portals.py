"""Web pages around a report, as portals of many makes lay them out; names and news are invented.

Each layout is a function from a report's parts to the page that a browser saves.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.formats.parts import Parts

OTHERS = (
    "Huyện ủy Lũng Cao giao ban công tác xây dựng Đảng quý III năm 2021",
    "Đảng ủy xã Rào Vạc sơ kết 6 tháng đầu năm 2020",
    "Đoàn Thanh niên thị trấn Khê Trung ra quân hè tình nguyện",
    "Công bố quyết định về công tác cán bộ",
    "Hội Nông dân huyện tổng kết phong trào thi đua năm 2019",
)
SUMMARY = (
    "Chiều 3/2/2021, Huyện ủy Lũng Cao tổ chức hội nghị giao ban quý IV năm 2020 do đồng chí Mạc"
    " Văn Xô, Bí thư Huyện ủy chủ trì; đến dự có lãnh đạo các ban xây dựng Đảng và 17 xã."
)
MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Xây dựng Đảng", "Thư viện", "Liên hệ")
FOOT = (
    "Cơ quan chủ quản: Huyện ủy Lũng Cao",
    "Chịu trách nhiệm: Mạc Văn Xô, Bí thư Huyện ủy",
    "Điện thoại: 0299.3888.999 - Email: vp@lungcao.example",
)
ADDRESS = "https://lungcao.example/tin-tuc/giao-ban-123.html"

Layout = Callable[[Parts], str]


def menu(tag: str = "ul") -> str:
    items = "".join(f'<li><a href="/{n}">{escape(name)}</a></li>' for n, name in enumerate(MENU))
    return f"<{tag}>{items}</{tag}>"


def links(tag: str = "li", day: str = " (03/02/2021)") -> str:
    return "".join(
        f'<{tag}><a href="/tin/{n}">{escape(name)}</a>{day}</{tag}>'
        for n, name in enumerate(OTHERS)
    )


def foot(tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in FOOT)


def tagged(tag: str, lines: tuple[str, ...], attributes: str = "") -> str:
    return "\n".join(f"<{tag}{attributes}>{escape(line)}</{tag}>" for line in lines)


def nukeviet(parts: Parts) -> str:
    """A system that many offices use: introduction and text apart, newer and older news below."""
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{escape(parts.title or "Tin")} - Trang tin</title>
<meta property="og:title" content="{escape(parts.title or "")}">
<link rel="canonical" href="{ADDRESS}"><script>var nv_lang = "vi", ngay = "1/1/2001";</script>
<style>.news{{color:red}}</style></head><body><noscript>Hãy bật JavaScript</noscript>
<div id="header"><a href="/"><img src="logo.png" alt="Huyện ủy"></a><span>Thứ Năm, 02/05/2024 08:15</span>
</div><nav class="second-nav" id="nav">{menu()}</nav>
<div class="container" id="body"><div class="row"><div class="col-md-18">
<div class="breadcrumbs-wrap"><ol class="breadcrumbs"><li><a href="/">Trang nhất</a></li></ol></div>
<div class="news_column panel panel-default" itemscope><div class="panel-body">
{tagged("div", parts.above, ' class="cat"')}
<h1 class="title margin-bottom-lg" itemprop="headline">{escape(parts.title or "")}</h1>
<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">{parts.stamp or ""}</span>
</div><div class="col-md-12"><ul class="list-inline text-right"><li><a class="dimgray" title="In ra"
 href="#">In ra</a></li><li><a href="#">Gửi bài viết</a></li></ul></div></div>
<div class="clearfix"><div class="hometext m-bottom"><strong>{escape(parts.paragraphs[0])}</strong></div>
</div><div id="news-bodyhtml" class="bodytext margin-bottom-lg">
{tagged("p", parts.paragraphs[1:])}</div></div></div>
<div class="news_column panel"><div class="panel-body"><form id="form3B">Tổng số điểm của bài viết là:
 5 trong 1 đánh giá<div id="ratingdetail"><input class="hover-star" type="radio" value="1">Click để
 đánh giá bài viết</div></form></div></div>
<div class="news_column panel"><div class="panel-body other-news"><p class="h3"><strong>Những tin mới
 hơn</strong></p><ul class="related list-inline">{links()}</ul></div></div></div>
<div class="col-md-6"><div class="panel"><div class="panel-heading">Tin xem nhiều</div>
<div class="panel-body"><ul>{links()}</ul><p>{SUMMARY}</p></div></div></div></div></div>
<footer id="footer">{foot()}</footer></body></html>"""


def vnptweb(parts: Parts) -> str:
    """ASP.NET: one form around everything, a state of hidden letters, tables inside divs."""
    body = "".join(
        f'<p style="text-align: justify;"><span style="font-size:14pt;">{escape(p)}</span></p>'
        for p in parts.paragraphs
    )
    return f"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Chi tiết tin</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" /></head>
<body><form method="post" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK" />
<div id="menu-top">{menu()}</div><table width="100%"><tr><td class="leftcol" valign="top">
<div class="ModuleWrapper"><div class="title-module">Liên kết website</div>
<select><option>Tỉnh ủy</option><option>Báo Nhân Dân</option></select></div>
<div class="ModuleWrapper"><div>Đang truy cập: 18</div><div>Tổng truy cập: 1.234.567</div></div></td>
<td class="maincol" valign="top"><div id="dnn_ContentPane"><div class="xem-chi-tiet">
{tagged("div", parts.above, ' class="chuyenmuc"')}
<div class="ngaydang">{parts.stamp or ""}</div>
<div class="ArticleHeadline tieude">{escape(parts.title or "")}</div>
<div class="cochu"><a href="#">A-</a> <a href="#">A</a> <a href="#">A+</a></div>
<div id="ArticleContent" class="noidung">{body}</div>
<div class="tool"><a href="#">Chia sẻ</a> <a href="#">Gửi email</a> <a href="#">In bài viết</a></div>
<div class="tinkhac"><b>Các tin khác:</b><table>{links("tr")}</table>
<div>{"".join(f'<a href="/{n}">{n}</a> ' for n in range(1, 9))}</div></div></div></div></td></tr></table>
<div class="footer">{foot("div")}</div></form></body></html>"""


def sharepoint(parts: Parts) -> str:
    """SharePoint: spans in spans, zero-width spaces, a path, dates behind other news."""
    body = "".join(
        f'<div class="ExternalClass12"><p>\u200b<span lang="VI"><span>{escape(p)}</span></span>\u200b</p>'
        "</div>"
        for p in parts.paragraphs
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html dir="ltr"><head>
<meta name="GENERATOR" content="Microsoft SharePoint" /><meta charset="utf-8" />
<title>\n\tTin tức\n</title></head><body onload="_spBodyOnLoadWrapper();"><div id="s4-workspace">
<div id="s4-ribbonrow" style="display:none">Trang này chỉ dành cho người quản trị. Sáng 1/1/2001 họp.</div>
<a href="#main" class="ms-hidden sr-only">Bỏ qua nội dung</a><div class="menu horizontal">{menu()}</div>
<div id="PlaceHolderMain"><div class="article article-left">
{tagged("h3", parts.above)}
<h1 class="tintuc-title">{escape(parts.title or "")}</h1><div class="date">{parts.stamp or ""}</div>
<div class="captioned-image"><div class="image"><img src="a.jpg" /></div></div>
<div class="article-content"><div id="ctl00_RichHtmlField" class="ms-rtestate-field">{body}</div></div>
</div><div class="box-tinlienquan"><h2>Tin liên quan</h2><ul>{links(day=" - 03/02/2021 07:30")}</ul></div>
<div class="thongke">Tổng số lượt truy cập <b>99</b></div></div><div id="s4-footer">{foot()}</div></div>
</body></html>"""


def joomla(parts: Parts) -> str:
    """Joomla 1.5: the article in tables, buttons for print and mail, links to its neighbours."""
    return f"""<!DOCTYPE html><html><head><base href="http://lungcao.example/" />
<meta http-equiv="content-type" content="text/html; charset=utf-8" />
<meta name="title" content="{escape(parts.title or "")}" /><title>{escape(parts.title or "")}</title></head>
<body class="fs3"><div id="ja-wrapper"><div id="ja-header"><a href="/">LUNGCAO.EXAMPLE</a></div>
<div id="ja-mainnav">{menu()}</div><div id="ja-col1"><div class="moduletable_menu"><h3>Menu</h3>{menu()}</div>
<div class="moduletable"><h3>Ai trực tuyến</h3>Hiện có 12 khách</div></div>
<div id="ja-content"><span class="breadcrumbs pathway"><a href="/">Home</a> &gt; <a href="/t">Tin</a></span>
{tagged("div", parts.above, ' class="componentheading"')}
<table class="contentpaneopen"><tr><td class="contentheading" width="100%"><a
 href="/123.html" class="contentpagetitle">{escape(parts.title or "")}</a></td>
<td align="right" class="buttonheading"><a href="#"><img src="p.png" alt="In"/></a></td>
<td align="right" class="buttonheading"><a href="#"><img src="e.png" alt="E-mail"/></a></td></tr></table>
<table class="contentpaneopen"><tr><td valign="top" class="createdate">{parts.stamp or ""}</td></tr>
<tr><td valign="top">{tagged("p", parts.paragraphs, ' style="text-align: justify"')}</td></tr></table>
<span class="article_separator">&nbsp;</span>
<table class="pagenav"><tr><th class="pagenav_prev"><a href="/1">&lt; Trang trước</a></th><td></td>
<th class="pagenav_next"><a href="/2">Trang sau &gt;</a></th></tr></table>
<div class="related"><strong>Các tin mới hơn</strong><ul>{links()}</ul></div></div>
<div id="ja-footer">{foot()}</div></div></body></html>"""


def wordpress(parts: Parts) -> str:
    """WordPress: the page says much of itself in its head; related posts with summaries."""
    related = "".join(
        f'<article><h4><a href="/{n}">{escape(name)}</a></h4><p>{SUMMARY} [&hellip;]</p></article>'
        for n, name in enumerate(OTHERS)
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8" />
<title>{escape(parts.title or "Tin")} &#8211; Huyện ủy Lũng Cao</title>
<meta property="og:url" content="{ADDRESS}" /><script type="application/ld+json">
{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"Lũng Cao"}},
{{"@type":"Article","headline":"{(parts.title or "").replace('"', "”")}"}}]}}</script></head>
<body class="post-template-default single"><a class="skip-link screen-reader-text" href="#c">Skip to
 content</a><header id="masthead" class="site-header"><div class="site-branding">Huyện ủy Lũng Cao</div>
<nav class="main-navigation">{menu()}</nav></header><div id="content" class="site-content">
<main class="site-main"><article class="post type-post status-publish"><header class="entry-header">
{tagged("div", parts.above, ' class="cat-name"')}
<h1 class="entry-title">{escape(parts.title or "")}</h1><div class="entry-meta">{parts.stamp or ""}</div>
</header><div class="entry-content">{tagged("p", parts.paragraphs)}
<div class="sharedaddy sd-sharing"><h3>Chia sẻ:</h3><ul><li><a href="#">Twitter</a></li><li><a
 href="#">Facebook</a></li></ul></div></div><footer class="entry-footer"><span>Thẻ: <a href="/x">giao
 ban</a>, <a href="/y">cấp ủy</a></span></footer></article>
<nav class="navigation post-navigation"><a href="/1">Bài trước: {OTHERS[0]}</a><a href="/2">Bài tiếp theo:
 {OTHERS[1]}</a></nav><section class="related-posts"><h3>Bài viết liên quan</h3>{related}</section>
<div id="comments"><h3>Trả lời</h3><form><p>Email của bạn sẽ không được hiển thị công khai. Các trường
 bắt buộc được đánh dấu *, xin vui lòng gõ tiếng Việt có dấu khi gửi bình luận cho ban biên tập.</p>
<textarea></textarea></form></div></main><aside id="secondary" class="widget-area"><section
 class="widget"><h2>Bài mới</h2><ul>{links(day="")}</ul></section></aside></div>
<footer class="site-footer">{foot()}</footer></body></html>"""


def tables(parts: Parts) -> str:
    """A page of 2004: tables in tables, FONT, BR for paragraphs, other news in the same cell."""
    body = "<br><br>\r\n".join(escape(p) for p in parts.paragraphs)
    side = "<br>".join(f'<a href="m{n}.asp">{name}</a>' for n, name in enumerate(MENU))
    other = "<br>".join(f'- <a href="t{n}.asp">{name}</a>' for n, name in enumerate(OTHERS))
    above = "<br>".join(map(escape, parts.above))
    return f"""<HTML><HEAD><TITLE>::: Trang tin dien tu :::</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"></HEAD><BODY BGCOLOR=#FFFFFF>
<TABLE BORDER=0 WIDTH=780><TR><TD COLSPAN=3><IMG SRC="banner.gif"><MARQUEE>Chào mừng kỷ niệm ngày
 thành lập Đảng</MARQUEE></TD></TR><TR><TD WIDTH=150 VALIGN=top>{side}</TD>
<TD VALIGN=top><FONT COLOR=red>{above}</FONT><BR><FONT SIZE=2>{parts.stamp or ""}</FONT>
<TABLE><TR><TD><FONT SIZE=4><B>{escape(parts.title or "")}</B></FONT></TD></TR>
<TR><TD><FONT FACE=Arial SIZE=2>{body}</FONT><BR><BR><B>Các tin đã đưa:</B><BR>{other}</TD></TR></TABLE>
</TD><TD WIDTH=150 VALIGN=top><B>Thời tiết</B><BR>28 &deg;C<BR><A HREF=x>Vàng 9999</A></TD></TR>
<TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>{"<BR>".join(FOOT)}</FONT></TD></TR></TABLE></BODY></HTML>"""


def liferay(parts: Parts) -> str:
    """Liferay: portlets, and the article in divs without a single paragraph."""
    body = "".join(f"<div><span>{escape(p)}</span></div>\n" for p in parts.paragraphs)
    return f"""<!DOCTYPE html><html class="ltr"><head><title>Chi tiết tin - lungcao.example</title>
<meta content="text/html; charset=UTF-8" http-equiv="content-type" /></head>
<body class="controls-visible page-maximized signed-out public-page site"><div id="wrapper">
<a href="#main-content" id="skip-to-content">Truy cập nội dung luôn</a><div class="sort-pages
 modify-pages" id="navigation">{menu()}</div><div class="columns-2" id="main-content" role="main">
<div class="portlet-boundary"><div class="portlet-body">{tagged("div", parts.above)}
<h1 class="header-title"><span>{escape(parts.title or "")}</span></h1>
<div class="metadata-entry metadata-publish-date">{parts.stamp or ""}</div>
<div class="asset-content"><div class="journal-content-article">{body}</div></div>
<div class="asset-ratings"><span>Trung bình (0 Bình chọn)</span></div></div></div>
<div class="portlet-boundary"><div class="portlet-body"><div class="title">Tin nổi bật</div>
<div class="thumb"><a href="/1">{OTHERS[0]}</a></div><div class="thumb"><a href="/2">{OTHERS[1]}</a></div>
<div class="thumb"><a href="/3">{OTHERS[2]}</a></div></div></div></div>
<div id="footer">{foot("div")}</div></div></body></html>"""


def newspaper(parts: Parts) -> str:
    """A newspaper: related news amid the text, pictures with captions, boxes that are not shown."""
    half = max(1, len(parts.paragraphs) // 2)
    box = f'<div class="related-news inline"><ul>{links(day="")}</ul></div>'
    return f"""<!doctype html><html><head><meta charset=utf-8><title>{
        escape(parts.title or "Tin")
    } |
 Báo Lũng Cao điện tử</title><meta property="og:title" content="{escape(parts.title or "")}"></head>
<body><div class="popup" hidden><p>Đăng ký nhận tin: mỗi sáng 6/1 chúng tôi gửi bạn bản tin ngắn gọn về
 mọi hội nghị giao ban, sơ kết, tổng kết trong toàn huyện, hoàn toàn miễn phí.</p></div>
<div class="cookie-bar" style="display: none">Trang này dùng cookie</div>
<header class="site-header">{menu("ol")}</header><div class="detail-page"><div class="l-content">
{tagged("div", parts.above, " class=cate")}
<h1 class="detail__title">{escape(parts.title or "")}</h1><div class="detail__meta"><time>{
        parts.stamp or ""
    }
</time></div><div class="social-share"><a href="#">Facebook</a><a href="#">Zalo</a></div>
<div class="detail__content">{tagged("p", parts.paragraphs[:half])}{box}
{tagged("p", parts.paragraphs[half:])}</div>
<div class="tags">Từ khóa: <a href="/a">giao ban</a> <a href="/b">sơ kết</a></div></div>
<div class="sidebar-right"><h3>Đọc nhiều</h3>{
        "".join(f"<div><a href=/{n}>{o}</a><p>{SUMMARY}</p></div>" for n, o in enumerate(OTHERS))
    }</div></div><footer>{foot()}</footer>
<script>document.write("<p>Sáng 9/9/1999, họp.</p>")</script></body></html>"""


def word(parts: Parts) -> str:
    """A document that Word saved as a page: nothing but the report."""
    lines = (*parts.above, *([parts.stamp] if parts.stamp else []), parts.title or "")
    body = "".join(
        f"<p class=MsoNormal style='text-align:justify'><span lang=VI>{escape(line)}<o:p></o:p>"
        "</span></p>\n"
        for line in (*lines, *parts.paragraphs)
        if line
    )
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><title>Document1</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>may 1</o:Author></o:DocumentProperties></xml>
<![endif]--><style><!-- p.MsoNormal {{margin:0}} --></style></head>
<body lang=EN-US><div class=WordSection1>{body}</div></body></html>"""


PORTALS: tuple[Layout, ...] = (
    nukeviet,
    vnptweb,
    sharepoint,
    joomla,
    wordpress,
    tables,
    liferay,
    newspaper,
)
