# SPDX-License-Identifier: Apache-2.0
"""make.py FOLDER: write the labelled pages and expected.jsonl into FOLDER.

Each layout is a function that gives (html, paragraphs, date or None, title);
README.md says which layouts were set aside while rules were written."""
import html
import json
import os
import sys

from articles import Article

LAYOUTS = []


def layout(half):
    def add(f):
        LAYOUTS.append((f.__name__, half, f))
        return f
    return add


def e(s):
    return html.escape(s, quote=False)


def p(paras, open_="<p>", close="</p>\n"):
    return "".join(open_ + e(x) + close for x in paras)


def ul(items, cls=""):
    c = ' class="%s"' % cls if cls else ""
    return "<ul%s>%s</ul>" % (c, "".join(
        '<li><a href="/n/%d">%s</a></li>' % (i, e(x)) for i, x in enumerate(items)))


NAV = ["Home", "World", "Politics", "Business", "Sport", "Culture", "Weather"]


def nav(tag="nav"):
    return "<%s>%s</%s>" % (tag, " ".join('<a href="/%s">%s</a>' % (x.lower(), x)
                                         for x in NAV), tag)


@layout("a")
def semantic(a):
    ld = {"@context": "https://schema.org", "@type": "NewsArticle",
          "headline": a.title, "datePublished": a.iso + "T08:00:00Z",
          "dateModified": a.iso[:8] + "28T20:00:00Z",
          "publisher": {"@type": "Organization", "name": "Example Post"}}
    return """<!doctype html><html lang=en><head><meta charset=utf-8>
<title>%s - Example Post</title><script type="application/ld+json">%s</script>
</head><body><header>%s</header><main><article><h1>%s</h1>
<p class=byline>By %s</p><time datetime="%s">%s</time>
%s<h2>%s</h2>%s<figure><img src=x.jpg><figcaption>%s</figcaption></figure>
</article></main><aside><h2>More news</h2>%s</aside>
<footer>About us. All rights reserved.</footer></body></html>""" % (
        e(a.title), json.dumps(ld), nav(), e(a.title), a.author, a.iso,
        a.words(), p(a.paras[:4]), a.heads[0], p(a.paras[4:]),
        e(a.captions[0]), ul(a.links)), \
        a.paras[:4] + [a.heads[0]] + a.paras[4:], a.iso, a.title


@layout("b")
def hashed_classes(a):
    blocks = "".join('<div data-component="text-block" class="ssr-1a2b-RichTextWrap e5tfeyi1">'
                     '<div class="ssr-9q8w-RichText"><p class="ssr-77xz-Para e1jhz7w10">%s</p></div></div>'
                     % e(x) for x in a.paras)
    links = "".join('<div data-component="links-block" class="ssr-1q2w"><ul role=list>'
                    '<li><a href="/x"><span class="ssr-zz9">%s</span></a></li></ul></div>' % e(x)
                    for x in a.links)
    return """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>%s</title><meta property="og:title" content="%s"><meta property="og:site_name" content="Example World">
</head><body><div id="root"><div class="ssr-aa1"><div class="ssr-bb2"><a href="/">Example World</a>%s</div>
<div class="ssr-cc3"><div class="ssr-dd4"><div data-component="headline-block" class="ssr-h1"><h1 id="main-heading" class="ssr-15x">%s</h1></div>
<div class="ssr-m1"><div class="ssr-m2"><span class="ssr-pp"><time data-testid="timestamp" datetime="%sT11:02:10.000Z">%s</time></span></div></div>
%s</div><div class="ssr-ee5"><h2 class="ssr-h2x">Top stories</h2>%s</div></div></div></div></body></html>""" % (
        e(a.title), e(a.title), nav("div"), e(a.title), a.iso, a.words("{d} {month} {y}"), blocks, links), \
        a.paras, a.iso, a.title


@layout("a")
def layout_table(a):
    left = "<br>".join('<a href="%d.htm">%s</a>' % (i, x) for i, x in enumerate(NAV))
    right = "".join("<b>%s</b><br><font size=1>%s</font><br>" % (e(x), e(y))
                    for x, y in zip(a.links, a.long_links[:1]))
    return """<html><head><title>%s</title></head><body bgcolor="#ffffff"><table width=760 cellpadding=0>
<tr><td colspan=3><img src=logo.gif><font size=5>Evening Example</font></td></tr>
<tr><td width=120 valign=top bgcolor="#eeeeee">%s</td><td valign=top><font size="+2"><b>%s</b></font><br>
<font size=1>%s</font>
%s</td><td width=150 valign=top>%s</td></tr>
<tr><td colspan=3 align=center><font size=1>Copyright Evening Example. <a href=c.htm>Contact</a></font></td></tr></table></body></html>""" % (
        e(a.title), left, e(a.title), a.words("{d} {month} {y}"),
        "".join("<p>%s\n" % e(x) for x in a.paras), right), a.paras, a.iso, a.title


@layout("b")
def amp(a):
    ld = [{"@context": "http://schema.org", "@type": "WebPage", "url": "https://example.org/amp"},
          {"@context": "http://schema.org", "@type": "NewsArticle", "headline": a.title,
           "datePublished": a.iso + "T05:30:00+0200"}]
    return """<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>%s</title>
<link rel="canonical" href="https://example.org/news/%s"><script type="application/ld+json">%s</script>
<style amp-boilerplate>body{visibility:hidden}</style></head><body>
<amp-sidebar id="sb" layout="nodisplay">%s</amp-sidebar><header class="amp-bar"><a href="/">Example</a></header>
<div class="amp-page"><h1 class="t">%s</h1><div class="who">%s</div>
<amp-img src=x.jpg width=10 height=6></amp-img>
%s<amp-ad width=300 height=250 type="x"><div fallback>Advertisement</div></amp-ad>
%s<div class="amp-rel"><h3>Read next</h3>%s</div></div>
<amp-consent id=c><div id="cui">We value your privacy and use cookies. <button>Accept</button></div></amp-consent></body></html>""" % (
        e(a.title), a.slug, json.dumps(ld), nav("div"), e(a.title), a.author,
        p(a.paras[:3]), p(a.paras[3:]), ul(a.links)), a.paras, a.iso, a.title


@layout("a")
def live_blog(a):
    posts = "".join('<div class="live-post" id="post-%d"><div class="live-post-time"><time datetime="%sT%02d:15:00Z">%02d:15</time></div>'
                    '<h3>%s</h3><p>%s</p></div>' % (i, a.iso, 20 - i, 20 - i, e(x), e(y))
                    for i, (x, y) in enumerate(zip(a.heads + ["Afternoon session opens", "Guests arrive"], a.paras)))
    return """<!doctype html><html lang=en><head><meta charset=utf-8><title>Live: %s | Example Live</title>
<meta property="article:published_time" content="%sT06:00:00Z"></head><body>%s
<h1>Live: %s</h1><div class="live-feed">%s</div><div class="footer"><p>Example Live, about and terms</p></div></body></html>""" % (
        e(a.title), a.iso, nav("div"), e(a.title), posts), a.paras[:4], a.iso, None


@layout("b")
def hnews(a):
    return """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>%s : Wire</title></head>
<body><ul id="m">%s</ul><div class="hentry hnews item"><h2 class="entry-title"><a href="/x" rel="bookmark">%s</a></h2>
<div class="info">By <span class="author vcard"><span class="fn">%s</span></span>,
<span class="source-org vcard"><span class="org fn">Example Agency</span></span>
<span class="updated" title="%s">%s</span> <span class="published" title="%sT09:00:00Z">%s</span></div>
<div class="entry-content">%s<p><a rel="tag" href="/t">talks</a></p></div>
<div class="item-license">You may print this under the terms of the wire.</div></div>
<div id="side">%s</div></body></html>""" % (
        e(a.title), "".join("<li><a href=x>%s</a>" % x for x in NAV), e(a.title), a.author,
        a.iso[:8] + "28", a.words(mod=0), a.iso, a.words(), p(a.paras), ul(a.links)), a.paras, a.iso, a.title


@layout("a")
def government(a):
    return """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>%s - News - Ministry of Examples</title>
<meta name="dcterms.issued" content="%s"></head><body><a class="skip" href="#c">Skip to main content</a>
<div id="cookie-message" role="region"><p>We use some essential cookies to make this website work. We would like to set additional cookies to understand how you use it.</p></div>
<header role="banner"><div class="header-wrapper"><a href="/">Ministry of Examples</a></div></header>
<div class="container"><main id="content" role="main"><span class="caption">Press release</span><h1 class="heading-xl">%s</h1>
<p class="lead-paragraph">%s</p><div class="metadata"><dl><dt>From:</dt><dd><a href="/m">Ministry of Examples</a></dd><dt>Published</dt><dd>%s</dd></dl></div>
<div class="govspeak">%s<ul><li>%s</li><li>%s</li></ul>%s</div>
<h2>Further information</h2><p>Media enquiries: press@ministry.example, 555 0100</p></main></div>
<footer role="contentinfo"><p>All content is available under the open licence, except where otherwise stated by the ministry.</p></footer></body></html>""" % (
        e(a.title), a.iso, e(a.title), e(a.dek), a.words("{d} {month} {y}"), p(a.paras[:3]),
        "exchange of lists by the end of the month", "a hotline between both ministries", p(a.paras[3:])), \
        [a.dek] + a.paras[:3] + ["exchange of lists by the end of the month", "a hotline between both ministries"] + a.paras[3:], a.iso, a.title


@layout("b")
def paywall(a):
    ld = {"@context": "https://schema.org", "@graph": [
        {"@type": "Organization", "@id": "https://example.com/#org", "name": "Example Times"},
        {"@type": "NewsArticle", "headline": a.title, "articleBody": "\n".join(a.paras),
         "isAccessibleForFree": "False", "datePublished": a.iso,
         "publisher": {"@id": "https://example.com/#org"}}]}
    return """<!doctype html><html><head><meta charset=utf-8><title>%s</title><script type='application/ld+json'>%s</script></head>
<body>%s<article><h1>%s</h1><div class="teaser-text"><p>%s</p></div>
<div class="barrier"><h2>Read on with a subscription</h2><p>Get the first month for one coin, then four coins a month. Cancel whenever you like, no questions asked by anyone.</p>
<button>Subscribe</button></div></article><div class="foot">%s</div></body></html>""" % (
        e(a.title), json.dumps(ld), nav(), e(a.title), e(a.paras[0]), ul(NAV)), a.paras, a.iso, a.title


@layout("a")
def comments_below(a):
    com = "".join('<li class="comment"><article class="comment-body"><footer class="comment-meta"><b class="fn">reader%d</b> '
                  '<time datetime="%s">later</time></footer><div class="comment-content"><p>%s</p></div></article></li>'
                  % (i, a.iso[:8] + "28", e(c)) for i, c in enumerate(a.comments * 3))
    return """<!doctype html><html lang="en-US"><head><meta charset="UTF-8"><title>%s | The Example Blog</title></head>
<body class="single single-post has-sidebar comments-open"><div id="page"><header id="masthead">%s</header>
<article id="post-12" class="post type-post"><header class="entry-header"><h1 class="entry-title">%s</h1>
<div class="entry-meta">Posted on <time class="entry-date published" datetime="%s">%s</time> by %s</div></header>
<div class="entry-content">%s</div></article><div id="comments" class="comments-area"><h2>9 thoughts</h2><ol class="comment-list">%s</ol></div>
<div id="secondary" class="widget-area">%s</div></div></body></html>""" % (
        e(a.title), nav(), e(a.title), a.iso, a.words(), a.author, p(a.paras), com, ul(a.links)), a.paras, a.iso, a.title


@layout("b")
def related_between(a):
    body = ""
    for i, x in enumerate(a.paras):
        body += "<p>%s</p>" % e(x)
        if i % 2 == 1:
            body += '<p><strong>ALSO READ: <a href="/r%d">%s</a></strong></p>' % (i, e(a.links[i % 6]))
    return """<!doctype html><html><head><meta charset="utf-8"><title>%s</title><meta name="publish-date" content="%s 10:20:00">
</head><body><div class="top"><a href=/>Daily</a>%s</div><section class="main"><div class="col-8"><h1>%s</h1>
<div class="txt">%s</div></div><div class="col-4"><h4>Trending</h4>%s</div></section></body></html>""" % (
        e(a.title), a.iso, nav("div"), e(a.title), body, ul(a.links)), a.paras, a.iso, a.title


@layout("a")
def cookie_banner(a):
    wall = "We and our 812 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers, for ads and content that suit you, and to measure how they do. "
    return """<!doctype html><html><head><meta charset="utf-8"><title>%s</title><meta property="og:title" content="%s">
<meta itemprop="datePublished" content="%s"></head><body><div class="cmp-overlay" id="consent-dialog"><h2>Your privacy matters</h2><p>%s</p><p>%s</p>
<button>Reject</button><button>Accept</button></div><div class="site"><div class="site-nav">%s</div>
<div class="story-wrap"><h1>%s</h1><div class="copy">%s</div></div>
<div class="nl-modal newsletter-modal"><h3>The morning letter</h3><p>Sign up and get our best stories each weekday at six, with a puzzle.</p><input type=email></div></div></body></html>""" % (
        e(a.title), e(a.title), a.iso, wall * 2, wall, nav("span"), e(a.title), p(a.paras)), a.paras, a.iso, a.title


@layout("b")
def infinite_scroll(a):
    o = Article(9000 + a.d)
    one = '<article class="feed-item"><h1>%s</h1><p class="when"><time datetime="%s">%s</time></p><div class="txt">%s</div></article>'
    return """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title></head><body>%s<div id="scroll">%s<div class="sep">Next story</div>%s</div>
<footer>Example</footer></body></html>""" % (
        e(a.title), nav(), one % (e(a.title), a.iso, a.words(), p(a.paras)),
        one % (e(o.title), o.iso, o.words(), p(o.paras))), a.paras, a.iso, a.title


@layout("a")
def newsletter_boxes(a):
    box = ('<div class="inline-newsletter"><h4>The week in brief</h4><p>Every Friday our editors choose what mattered most, and explain it in five minutes of reading.</p>'
           '<form><input><button>Sign up</button></form></div>')
    half = len(a.paras) // 2
    return """<!doctype html><html><head><meta charset=utf-8><title>%s — Sample News</title></head><body><div class="wrapper"><div class="hd">%s</div>
<h1 class="headline">%s</h1><div class="standfirst"><p>%s</p></div><div class="dateline">%s</div>
<div class="article__body">%s%s%s<div class="ad-slot">Advertisement</div>%s</div></div></body></html>""" % (
        e(a.title), nav("div"), e(a.title), e(a.dek), "Published " + a.words("{d} {mon} {y}") + ", 09:30",
        p(a.paras[:2]), box, p(a.paras[2:half]), p(a.paras[half:])), a.paras, a.iso, a.title


@layout("b")
def listicle(a):
    items = "".join("<li><h3>%s</h3><p>%s</p></li>" % (h, e(x)) for h, x in
                    zip(["The crossings", "The patrols", "The costs", "The courts", "The calendar"], a.paras[1:]))
    keep = [a.paras[0]]
    for h, x in zip(["The crossings", "The patrols", "The costs", "The courts", "The calendar"], a.paras[1:]):
        keep += [h, x]
    return """<!doctype html><html><head><meta charset="utf-8"><title>Five questions: %s</title></head><body><nav>%s</nav><div class="page"><h1>Five questions: %s</h1>
<span class="byline-date">%s</span><div class="intro"><p>%s</p></div><ol class="points">%s</ol></div><div class="btm"><p>More from the desk</p>%s</div></body></html>""" % (
        e(a.title), nav("div"), e(a.title), a.words(), e(a.paras[0]), items, ul(a.links)), keep, a.iso, "Five questions: " + a.title


@layout("a")
def quotes(a):
    q = next((x for x in a.paras if "\u201c" in x), a.paras[2])
    body = p(a.paras[:3]) + '<blockquote class="pullquote">%s</blockquote>' % e(q) + p(a.paras[3:5]) + \
        "<blockquote><p>%s</p></blockquote>" % "We shall read the annexes line by line, and we shall come back with questions, the letter to the committee says." + p(a.paras[5:])
    keep = a.paras[:5] + ["We shall read the annexes line by line, and we shall come back with questions, the letter to the committee says."] + a.paras[5:]
    return """<!doctype html><html><head><meta charset="utf-8"><title>%s</title><link rel=canonical href="https://example.net/%s/%s"></head>
<body><div id="bar">%s</div><main><h1>%s</h1>%s</main></body></html>""" % (
        e(a.title), a.iso.replace("-", "/"), a.slug, nav("div"), e(a.title), body), keep, a.iso, a.title


@layout("b")
def captions(a):
    fig = '<div class="image-block"><img src=1.jpg alt="x"><p class="image-caption">%s</p></div>'
    gal = '<div class="gallery"><ul><li><img><span>%s</span></li><li><img><span>%s</span></li></ul></div>' % (
        e(a.captions[0]), e(a.captions[1]))
    return """<!doctype html><html><head><meta charset="utf-8"><title>%s</title><meta name="date" content="%s"></head>
<body>%s<div id="content"><h1>%s</h1>%s%s%s%s%s</div><div id="footer">%s</div></body></html>""" % (
        e(a.title), a.iso, nav(), e(a.title), fig % e(a.captions[0]), p(a.paras[:3]), fig % e(a.captions[1]),
        p(a.paras[3:]), gal, ul(NAV)), a.paras, a.iso, a.title


@layout("a")
def dateline(a):
    first = "%s, %s (Example Wire) \u2013 %s" % (a.place.upper(), a.words("{month} {d}, {y}"), a.paras[0])
    return """<html><head><title>%s</title></head><body><div align=center><a href=/>Wire</a> | <a href=/w>World</a> | <a href=/e>Economy</a></div>
<h2>%s</h2><p><i>By %s</i></p><p>%s</p>%s<p>(Reporting by %s; Editing by Kim Editor)</p><hr><p><a href=/>Back to the front page</a></p></body></html>""" % (
        e(a.title), e(a.title), a.author, e(first), p(a.paras[1:]), a.author), \
        [first] + a.paras[1:] + ["(Reporting by %s; Editing by Kim Editor)" % a.author], a.iso, a.title


@layout("b")
def right_rail(a):
    rail = "".join('<div class="item"><h3><a href="/s%d">%s</a></h3><p>%s</p></div>' % (i, e(x), e(y))
                   for i, (x, y) in enumerate(zip(a.links, a.long_links)))
    return """<!doctype html><html><head><meta charset="utf-8"><title>%s - Sample Herald</title></head><body><div class="c1"><div class="c2">%s</div></div>
<div class="row"><div class="c8"><h1>%s</h1><div class="when">%s</div>%s</div><div class="c4">%s</div></div><div class="c9"><p>Sample Herald, Harbour Street 1. Printed on paper from old paper.</p></div></body></html>""" % (
        e(a.title), nav("div"), e(a.title), a.words("{d}.{m:02d}.{y}"), p(a.paras), rail), a.paras, a.iso, a.title


@layout("a")
def fat_footer(a):
    about = "Example Media is an independent house with desks in eleven cities. Our rules ask us to name our sources wherever we can, to correct what was wrong, and to say what we do not know. "
    return """<!doctype html><html><head><meta charset="utf-8"><title>%s</title><meta property="og:title" content="%s | Example Media">
<meta property="og:site_name" content="Example Media"><meta property="article:modified_time" content="%s"><meta property="article:published_time" content="%s"></head>
<body><div class="page-header">%s</div><section><h1>%s</h1>%s</section>
<footer class="site-footer"><div class="about"><h4>About us</h4><p>%s</p><p>%s</p></div><div>%s</div><p>&copy; Example Media</p></footer></body></html>""" % (
        e(a.title), e(a.title), a.iso[:8] + "28", a.iso, nav("div"), e(a.title), p(a.paras), about * 2, about, ul(NAV)), \
        a.paras, a.iso, a.title


@layout("b")
def broken(a):
    body = "".join("<p><span class=x>%s" % e(x) for x in a.paras)
    return """<html><head><title>%s<link href="x.css><meta name=keywords content="talks">
<title>%s</title></head><body class=home><div id=nav><ul><li><a href=/>Home<li><a href=/w>World</ul>
<div class=content><h1>%s</h2><b><i>%s</b></i>%s</div></table></td>
<div class=bot><a href=/>Home</a> <a href="/c'>Contact</a>""" % (
        "", e(a.title), e(a.title), a.words("{d} {month} {y}"), body), a.paras, a.iso, a.title


@layout("a")
def html32(a):
    body = "<br><br>".join('<font face="Arial" size=2>%s</font>' % e(x) for x in a.paras)
    return """<HTML><HEAD><TITLE>%s</TITLE></HEAD><BODY TEXT=#000000><CENTER><FONT SIZE=6>THE EXAMPLE GAZETTE</FONT><BR>
<A HREF="i.html">Index</A> | <A HREF="w.html">World</A> | <A HREF="m.html">Mail us</A></CENTER><HR>
<FONT SIZE=5><B>%s</B></FONT><BR><I>%s</I><BR><BR>%s<HR><CENTER><FONT SIZE=1>Best seen with 800 by 600 dots. <A HREF=m.html>Webmaster</A></FONT></CENTER></BODY></HTML>""" % (
        e(a.title), e(a.title), a.words("{month} {d}, {y}"), body), a.paras, a.iso, a.title


@layout("b")
def portal(a):
    cells = "".join('<td valign=top width=33%%><table border=0><tr><td bgcolor=#cc0000><font color=white><b>%s</b></font></td></tr>'
                    '<tr><td><font size=2><a href=x>%s</a><br><a href=y>%s</a></font></td></tr></table></td>'
                    % (x, e(a.links[i]), e(a.links[i + 1])) for i, x in enumerate(["WORLD", "SPORT", "MONEY"]))
    return """<html><head><title>Portal: %s</title></head><body><table width=100%%><tr><td><table><tr>%s</tr></table></td></tr>
<tr><td><table width=100%%><tr><td width=140>%s</td><td><table><tr><td><h3>%s</h3></td></tr><tr><td><small>%s</small></td></tr><tr><td>%s</td></tr></table></td></tr></table></td></tr>
<tr>%s</tr></table></body></html>""" % (
        e(a.title), "".join("<td><a href=x>%s</a></td>" % x for x in NAV), "<br>".join("<a href=z>%s</a>" % e(x) for x in a.links),
        e(a.title), a.words("{month} {d}, {y}"), p(a.paras), cells), a.paras, a.iso, a.title


@layout("a")
def wordpress(a):
    return """<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"/><title>%s &#8211; Sample Observer</title>
<meta property="og:locale" content="en_US"/><meta property="og:type" content="article"/><meta property="article:published_time" content="%sT04:12:00+00:00"/></head>
<body class="post-template-default single single-post postid-88 wp-embed-responsive"><div class="site-header"><ul id="menu-main" class="menu"><li class="menu-item"><a href=/>Home</a></li></ul></div>
<div class="wp-block-group"><h1 class="wp-block-post-title">%s</h1><div class="wp-block-post-date"><time datetime="%s">%s</time></div>
<div class="entry-content wp-block-post-content">%s<figure class="wp-block-image"><img><figcaption class="wp-element-caption">%s</figcaption></figure>%s
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a>Tweet</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p>%s</p></div></div></div>
<div class="wp-block-comments"><h2>Leave a Reply</h2><p>Your email address will not be published. Required fields are marked.</p></div></body></html>""" % (
        e(a.title), a.iso, e(a.title), a.iso, a.words(), p(a.paras[:4]), e(a.captions[0]), p(a.paras[4:]), e(a.long_links[0])), a.paras, a.iso, a.title


@layout("b")
def drupal(a):
    return """<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"/><title>%s | Office of Examples</title>
<meta name="Generator" content="Drupal 9"/></head><body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas"><div class="layout-container">
<header role="banner"><div class="region region-header"><nav role="navigation"><ul class="menu"><li><a href=/>Home</a></li></ul></nav></div></header>
<main role="main"><div class="layout-content"><div class="region region-content"><div class="block block-core block-page-title-block"><h1 class="page-title"><span class="field field--name-title">%s</span></h1></div>
<article role="article" class="node node--type-article"><footer class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid">admin</span> on <span class="field field--name-created">Tue, %02d/%02d/%d - 10:00</span></div></footer>
<div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">%s</div>
<div class="field field--name-field-tags"><div class="field__label">Tags</div><div class="field__item"><a href=/t>talks</a></div></div></div></article></div></div>
<aside class="layout-sidebar-second" role="complementary"><h2>Latest news</h2>%s</aside></main><footer role="contentinfo"><p>Powered by an example</p></footer></div></div></body></html>""" % (
        e(a.title), e(a.title), a.m, a.d, a.y, p(a.paras), ul(a.links)), a.paras, \
        (a.iso if a.d > 12 or a.d == a.m else None), a.title


@layout("a")
def mediawiki(a):
    day = a.words("{month} {d}, {y}")
    return """<!DOCTYPE html><html class="client-nojs" lang="en"><head><meta charset="UTF-8"/><title>%s - Example Wiki News, the free source</title></head>
<body class="mediawiki ltr ns-0"><div id="mw-page-base"></div><div id="content" class="mw-body"><h1 id="firstHeading" class="firstHeading">%s</h1>
<div id="bodyContent"><div id="siteSub">From Example Wiki News, the free source you can write!</div><div id="jump-to-nav"></div><a href="#p">Jump to search</a>
<div id="mw-content-text" class="mw-body-content"><div class="mw-parser-output"><p><b>%s</b></p>
<div class="thumb tright"><div class="thumbinner"><div class="thumbcaption">%s</div></div></div>%s
<h2><span class="mw-headline" id="Sources">Sources</span><span class="mw-editsection">[<a href=e>edit</a>]</span></h2><ul><li>A. Sample. <a href=x>%s</a> &#8212; <i>Example Post</i></li></ul>
</div><div class="printfooter">Retrieved from "https://wiki.example/x"</div></div><div id="catlinks" class="catlinks"><a href=c>Categories</a>: <ul><li><a href=d>Diplomacy</a></li></ul></div></div></div>
<div id="mw-navigation"><h2>Navigation menu</h2><ul><li><a>Log in</a></li></ul></div></body></html>""" % (
        e(a.title), e(a.title), day, e(a.captions[0]), p(a.paras), e(a.links[0])), [day] + a.paras, a.iso, a.title


@layout("b")
def agency_pre(a):
    import textwrap
    body = "\n".join(textwrap.fill(x, 68, initial_indent="   ") for x in a.paras)
    return """<html><head><title>%s</title></head><body><p><a href="index.html">Index of dispatches</a></p>
<pre>
%s

%s

%s

</pre><p><a href="prev.html">Previous</a> <a href="next.html">Next</a></p></body></html>""" % (
        e(a.title), e(a.title), a.words("{d} {month} {y}"), e(body)), a.paras, a.iso, a.title


@layout("a")
def definitions(a):
    pairs = list(zip(["Why now?", "Who gains?", "What is missing?", "What comes next?", "Who pays?"], a.paras[1:]))
    keep = [a.paras[0]]
    for q, x in pairs:
        keep += [q, x]
    return """<!doctype html><html><head><meta charset=utf-8><title>%s</title><meta name="DC.date.issued" content="%s"></head><body>%s<div class="page-content"><h1>%s</h1>
<p>%s</p><dl class="faq">%s</dl></div><div class="sitemap">%s</div></body></html>""" % (
        e(a.title), a.iso, nav(), e(a.title), e(a.paras[0]), "".join("<dt>%s</dt><dd>%s</dd>" % (q, e(x)) for q, x in pairs), ul(NAV + a.links)), \
        keep, a.iso, a.title


@layout("b")
def foreign_menu(a):
    menu = ["\u0413\u043b\u0430\u0432\u043d\u0430\u044f", "\u041d\u043e\u0432\u043e\u0441\u0442\u0438", "\u041c\u0438\u0440", "\u0421\u043f\u043e\u0440\u0442",
            "\u041a\u043e\u043d\u0442\u0430\u043a\u0442\u044b"]
    foot = "\u0412\u0441\u0435 \u043f\u0440\u0430\u0432\u0430 \u0437\u0430\u0449\u0438\u0449\u0435\u043d\u044b. \u041f\u0440\u0438 \u043f\u0435\u0440\u0435\u043f\u0435\u0447\u0430\u0442\u043a\u0435 \u0441\u0441\u044b\u043b\u043a\u0430 \u043d\u0430 \u0441\u0430\u0439\u0442 \u043e\u0431\u044f\u0437\u0430\u0442\u0435\u043b\u044c\u043d\u0430."
    return """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>%s</title></head><body><div class="mnu">%s</div>
<div class="lenta"><h1>%s</h1><div class="dt">%s</div>%s</div><div class="low">%s</div></body></html>""" % (
        e(a.title), " ".join("<a href=x>%s</a>" % x for x in menu), e(a.title), a.words("{d}.{m:02d}.{y}"), p(a.paras), foot), a.paras, a.iso, a.title


@layout("a")
def joomla(a):
    return """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>%s</title></head><body class="site com_content view-article"><div class="nav-pills">%s</div>
<div class="item-page"><div class="page-header"><h2 itemprop="headline">%s</h2></div><div class="icons"><a href=p>Print</a> <a href=m>Email</a></div>
<dl class="article-info muted"><dt>Details</dt><dd class="createdby">Written by: editor</dd><dd class="published"><time datetime="%sT00:00:00" itemprop="datePublished">Published: %s</time></dd><dd class="hits">Hits: 311</dd></dl>
<div itemprop="articleBody">%s<table class="facts"><tr><th>Country</th><th>Observers</th></tr><tr><td>%s</td><td>40</td></tr><tr><td>%s</td><td>25</td></tr></table></div>
<ul class="pager pagenav"><li><a href=a>Prev</a></li><li><a href=b>Next</a></li></ul></div></body></html>""" % (
        e(a.title), ul(NAV), e(a.title), a.iso, a.words("{d} {month} {y}"), p(a.paras), a.slots["a"], a.slots["b"]), \
        a.paras + ["Country", "Observers", a.slots["a"], "40", a.slots["b"], "25"], a.iso, a.title


@layout("b")
def sharepoint(a):
    body = "".join('<div style="text-align:justify"><span style="font-size:12pt"><span lang="EN-US">%s</span></span></div><div>&#160;</div>' % e(x) for x in a.paras)
    return """<!DOCTYPE html><html lang="en-us"><head><meta charset="utf-8"/><title>
	%s
</title></head><body><form method="post" action="./x.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="abc"/>
<div id="s4-ribbonrow"><div class="ms-navigation"><ul><li><a href=x>Ministry</a></li><li><a href=y>Services</a></li></ul></div></div>
<div id="s4-workspace"><div class="ms-rte"><div id="ctl00_Title"><h1>%s</h1></div><span id="ctl00_Date">%s</span>
<div id="ctl00_Body"><div class="ms-rtestate-field">%s</div></div></div></div><div class="ms-footer">Ministry, P.O. Box 1, phone 555 0101</div></form></body></html>""" % (
        e(a.title), e(a.title), a.words("{d} {month} {y}"), body), a.paras, a.iso, a.title


@layout("a")
def blogger(a):
    body = "<br/>\n<br/>\n".join(e(x) for x in a.paras)
    return """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>A Sample Blog: %s</title></head><body><div class="content-outer"><div class="tabs"><ul><li><a href=/>Home</a></li></ul></div>
<div class="main-inner"><h2 class="date-header"><span>%s</span></h2><div class="post hentry"><h3 class="post-title entry-title">%s</h3>
<div class="post-body entry-content"><div class="separator"><a href=i><img src=i></a></div>%s<div style="clear: both;"></div></div>
<div class="post-footer">Posted by pat at 10:14 <span class="post-labels">Labels: <a rel=tag href=l>talks</a></span></div></div>
<div class="comments" id="comments"><h4>1 comment:</h4><p>%s</p></div></div></div></body></html>""" % (
        e(a.title), a.words("Tuesday, {month} {d}, {y}"), e(a.title), body, e(a.comments[0])), a.paras, a.iso, a.title


@layout("b")
def only_changed(a):
    return """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s - Review of Examples</title><meta name="last-modified" content="%s"></head>
<body><div class="g-nav">%s</div><div class="g-main"><div class="g-title"><h1>%s</h1></div><div class="g-sum">%s</div>%s
<p class="stamp">Last updated: %s</p></div><div class="g-also"><h2>Also in this issue</h2><div>%s</div></div></body></html>""" % (
        e(a.title), a.iso, nav("div"), e(a.title), e(a.dek), p(a.paras), a.words(), p(a.links)), [a.dek] + a.paras, None, a.title


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "expected.jsonl"), "w", encoding="utf-8") as out:
        for number, (name, half, f) in enumerate(LAYOUTS):
            for k in range(2):
                a = Article(100 + number * 10 + k * 3)
                page, paras, date, title = f(a)
                file = "%s-%d.html" % (name, k + 1)
                code = "cp1251" if name == "foreign_menu" else "utf-8"
                with open(os.path.join(folder, file), "wb") as h:
                    h.write(page.encode(code, "xmlcharrefreplace"))
                out.write(json.dumps({"file": file, "layout": name, "half": half, "title": title,
                                      "date": date, "text": "\n\n".join(paras)}) + "\n")


if __name__ == "__main__":
    main()
