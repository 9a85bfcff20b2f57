package proxy

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"berth/gateway/door"
	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/web"
	"berth/shared/wire"
)

//go:embed page.html
var pageText string

//go:embed page.css
var style string

var page = template.Must(template.New("page").Parse(pageText))

// words are a reason in one language: what is the matter, and what to do about it.
type words struct{ Title, Remedy string }

// reason is why a request did not reach a service.
type reason struct {
	status  int
	code    problem.Code
	en, zh  words
	retry   int // seconds after which a page tries again by itself; 0: it does not
	order   order.ID
	label   string // of the service's host: whoever has a link to it may paste it
	asks    string // WWW-Authenticate, with 401; empty: as the gateway's own
	figures map[string]string
}

func (r reason) by(label string) reason {
	r.label = label
	return r
}

// problem is the reason as an error.
func (r reason) problem() *problem.Problem {
	return problem.New(r.status, r.code, "%s", r.en.Title).Remedy("%s", r.en.Remedy)
}

func (r reason) at(id order.ID) reason {
	r.order = id
	return r
}

func (r reason) with(key, value string) reason {
	r.figures = map[string]string{key: value}
	return r
}

var (
	notFound = reason{status: 404, code: problem.NotFound,
		en: words{"There is nothing here", "Check the address, or open the service from your order's page."},
		zh: words{"这里什么也没有", "请检查地址，或从订单页面打开服务。"}}
	closed = reason{status: 401, code: problem.LoginNeeded,
		en: words{"This service is private", "Somebody runs it on a machine that they rent here, and only who they choose gets in. If it is yours, open it from its order's page with the wallet that rents it. If you are a guest, ask whoever sent you here for a share link."},
		zh: words{"这是私有服务", "它运行在某人租用的机器上，只有获准的人可以进入。如果服务是您的，请用租用它的钱包从订单页面打开；如果您是访客，请向发给您地址的人索取分享链接。"}}
	linkUnknown = reason{status: 401, code: problem.LinkUnknown,
		en: words{"This link opens nothing here", "It is incomplete, or for another service. Copy the whole link once more, or ask its owner for a new one."},
		zh: words{"此链接在这里无效", "链接不完整，或属于其他服务。请重新复制完整链接，或向服务的主人索取新链接。"}}
	linkExpired = reason{status: 401, code: problem.LinkExpired,
		en: words{"This link has expired", "Whoever made it has set a time for it, which is over. Ask for a new link."},
		zh: words{"链接已过期", "制作者为链接设定的期限已到。请索取新链接。"}}
	linkUsedUp = reason{status: 401, code: problem.LinkUsedUp,
		en: words{"This link is used up", "It was used as often as whoever made it allows. Ask for a new link."},
		zh: words{"链接已用完", "链接已达到制作者允许的使用次数。请索取新链接。"}}
	linkRevoked = reason{status: 401, code: problem.LinkRevoked,
		en: words{"This link was ended", "The service's owner has ended it, and with it whatever it opened. Ask for a new link."},
		zh: words{"链接已被撤销", "服务的主人已撤销此链接，由它打开的访问也随之结束。请索取新链接。"}}
	linkShut = reason{status: 401, code: problem.LinkShut,
		en: words{"Links do not open this service now", "Its owner keeps it private at the moment. Ask whether it is to be shared again."},
		zh: words{"此服务目前不接受链接", "服务的主人暂时将它设为私有。请询问是否会重新分享。"}}
	outsideLink = reason{status: 403, code: problem.OutsideLink,
		en: words{"Your link is for another part", "It opens only a part of this service, and this address is not in it. Open the link once more, or ask for one that reaches further."},
		zh: words{"您的链接不包括此页面", "链接只开放服务的一部分，不包括这个地址。请重新打开链接，或索取范围更大的链接。"}}
	linkMethod = reason{status: 403, code: problem.LinkMethod,
		en: words{"Your link does not allow this", "It lets you do certain things only, such as look without changing anything. Ask for a link that allows more."},
		zh: words{"您的链接不允许此操作", "链接只允许部分操作，例如只读。请索取权限更大的链接。"}}
	byHeader = reason{status: 400, code: problem.BadRequest,
		en: words{"This link is for browsers", "Programs send the token behind the # to the service's own host, in the header " + wire.LinkHeader + " or as the parameter " + wire.LinkQuery + "."},
		zh: words{"此链接供浏览器使用", "程序请将 # 之后的令牌放在 " + wire.LinkHeader + " 请求头或 " + wire.LinkQuery + " 参数中，发送到服务自己的主机。"}}
	passwordNeeded = reason{status: 401, code: problem.PasswordNeeded,
		en: words{"This service asks for a password", "Its owner has set a user name and a password. Load the page again to enter them, or ask its owner."},
		zh: words{"此服务需要密码", "服务的主人设置了用户名和密码。请刷新页面后输入，或向主人询问。"}}
	passwordWrong = reason{status: 401, code: problem.PasswordWrong,
		en: words{"The user name or the password is wrong", "Check both, capitals too, and load the page again. After some tries it takes a while until the next one."},
		zh: words{"用户名或密码错误", "请检查用户名和密码（注意大小写）后刷新页面。多次失败后需等待片刻。"}}
	spent = reason{status: 401, code: problem.Expired,
		en: words{"This link has been used or is too old", "A link to a private service works once, within a minute. Open the service again from its order's page."},
		zh: words{"链接已使用或已过期", "私有服务的链接只能使用一次，有效期一分钟。请从订单页面重新打开服务。"}}
	orderOver = reason{status: 410, code: problem.OrderEnded,
		en: words{"This order has ended", "Its services have stopped. Its data is kept for a while; the order's page shows until when."},
		zh: words{"订单已结束", "服务已停止。数据会保留一段时间，期限见订单页面。"}}
	stopped = reason{status: 503, code: problem.ServiceStopped,
		en: words{"This service is stopped", "Its owner stopped it. It can be started again from the order's page."},
		zh: words{"服务已停止", "服务由其主人停止，可在订单页面重新启动。"}}
	notDeployed = reason{status: 503, code: problem.NotDeployed,
		en: words{"Nothing is deployed here yet", "Deploy a service from the order's page."},
		zh: words{"这里尚未部署服务", "请在订单页面部署服务。"}}
	starting = reason{status: 503, code: problem.Starting, retry: 1,
		en: words{"The service is starting", "This page tries again by itself."},
		zh: words{"服务正在启动", "页面会自动重试。"}}
	asleep = reason{status: 503, code: problem.Starting, retry: 1,
		en: words{"The service is asleep", "It wakes as soon as somebody whom it lets in asks for it."},
		zh: words{"服务正在休眠", "获准的访问者一到，它就会醒来。"}}
	broken = reason{status: 503, code: problem.Failed,
		en: words{"The service does not start", "The order's page shows its last log lines."},
		zh: words{"服务无法启动", "最近的日志见订单页面。"}}
	unreachable = reason{status: 502, code: problem.Unavailable, retry: 2,
		en: words{"The service does not answer", "It may be restarting. This page tries again by itself."},
		zh: words{"服务没有响应", "它可能正在重启，页面会自动重试。"}}
	slow = reason{status: 504, code: problem.Timeout,
		en: words{"The service took too long to answer", "Try again, or look at its logs on the order's page."},
		zh: words{"服务响应超时", "请重试，或在订单页面查看日志。"}}
	tooLarge = reason{status: 413, code: problem.TooLarge,
		en: words{"This upload is too large", "This node has a limit for a single request. Send it in parts."},
		zh: words{"上传内容过大", "此节点限制单个请求的大小，请分批发送。"}}
	headTooLarge = reason{status: 431, code: problem.HeadTooLarge,
		en: words{"This request says too much about itself", "Its address, its cookies or its other header lines are longer than this node takes. In a browser, delete this site's cookies and load the page again."},
		zh: words{"请求头过大", "请求的地址、Cookie 或其他请求头超过了此节点的上限。若使用浏览器，请清除此网站的 Cookie 后刷新页面。"}}
	headTooLate = reason{status: 408, code: problem.TooSlow,
		en: words{"The request took too long to arrive", "It stopped before it was complete. Check your connection and try again."},
		zh: words{"请求传送超时", "请求未能完整送达。请检查网络后重试。"}}
	answerTooLarge = reason{status: 502, code: problem.AnswerTooLarge,
		en: words{"The service's answer is not passed on", "It says too much before its contents: its header lines, such as cookies, are longer than this node takes. Only whoever runs the service can mend that."},
		zh: words{"服务的响应头过大", "服务返回的响应头（例如 Cookie）超过了此节点的上限，只有服务的运营者可以解决。"}}
	usedUp = reason{status: 509, code: problem.TrafficUsedUp,
		en: words{"The order's traffic is used up", "All the traffic that was bought has been used. Rent more on the order's page."},
		zh: words{"订单的流量已用完", "所购流量已全部使用，请在订单页面追加。"}}
	crossSite = reason{status: 403, code: problem.CrossSite,
		en: words{"Another site asked for this", "A private service can only be used from its own pages."},
		zh: words{"请求来自其他网站", "私有服务只能从它自己的页面使用。"}}
	often = reason{status: 429, code: problem.TooMany, retry: 1,
		en: words{"Too many requests", "So many of one network are let in within a minute. Try again in a moment."},
		zh: words{"请求过于频繁", "每个网络每分钟的请求数有限，请稍后重试。"}}
	sessionOver = reason{status: 401, code: problem.SessionOver,
		en: words{"Your access has ended", "It was ended by the service's owner, or its time is over. Open the service again, or ask its owner for a link."},
		zh: words{"您的访问已结束", "访问已被服务的主人结束，或已到期限。请重新打开服务，或向主人索取链接。"}}
	gaveWay = reason{status: 503, code: problem.GaveWay,
		en: words{"A newer connection took the place of this one", "So many connections may be open at a time. Close some of them."},
		zh: words{"此连接已被更新的连接取代", "同时打开的连接数有限，请关闭一部分。"}}
	shut = reason{status: 502, code: problem.Unavailable,
		en: words{"The service could not be opened", "Open it again from its order's page."},
		zh: words{"无法打开服务", "请从订单页面重新打开。"}}
	internal = reason{status: 500, code: problem.Internal,
		en: words{"Something went wrong on the node", "Try again in a minute."},
		zh: words{"节点出错", "请稍后重试。"}}
)

// more are the words of the links below a reason.
type more struct{ Order, ToOrder, ToBerth, Paste string }

var moreWords = struct{ en, zh more }{
	more{"Order", "To the order's page", "It is mine: to the order's page", "I have a share link"},
	more{"订单", "前往订单页面", "这是我的服务：前往订单页面", "我有分享链接"},
}

// paste are the words of the page that takes a share link.
type paste struct{ Title, Text, Label, Open, Wrong string }

var pasteWords = struct{ en, zh paste }{
	paste{
		"Open a shared service", "Paste the share link that you were given, or the part of it behind the #.", "Share link", "Open",
		"This is no share link: it has bl_ and 43 characters behind the #.",
	},
	paste{
		"打开分享的服务", "请粘贴收到的分享链接，或其中 # 之后的部分。", "分享链接", "打开", "这不是分享链接：# 之后应为 bl_ 和 43 个字符。",
	},
}

// reason is why the doors did not let a request in.
func (n no) reason(host string) reason {
	switch n.why {
	case door.CrossSite:
		return crossSite
	case door.LinkUnknown:
		return linkUnknown
	case door.LinkExpired:
		return linkExpired
	case door.LinkUsedUp:
		return linkUsedUp
	case door.LinkRevoked:
		return linkRevoked
	case door.LinkShut:
		return linkShut
	case door.OutsideLink:
		return outsideLink
	case door.LinkMethod:
		return linkMethod
	case door.PasswordNeeded, door.PasswordWrong:
		r := passwordNeeded
		if n.why == door.PasswordWrong {
			r = passwordWrong
		}
		r.asks = `Basic realm="` + host + `", charset="UTF-8"` // RFC 7617, 2.1
		return r
	case door.TooOften:
		r := often
		r.retry = max(int((n.wait+time.Second-1)/time.Second), 1)
		return r
	case door.Unwritten:
		return internal
	}
	return closed
}

// endedBy is a reason for which something that was let in had to end before its answer.
func endedBy(p *problem.Problem) reason {
	switch p.Code {
	case problem.LinkRevoked:
		return linkRevoked
	case problem.LinkExpired:
		return linkExpired
	case problem.OrderEnded:
		return orderOver
	case problem.ServiceStopped:
		return stopped
	case problem.GaveWay:
		return gaveWay
	case problem.LoginNeeded:
		return closed
	case problem.Timeout:
		return slow
	}
	return sessionOver
}

// RefuseHead answers a request whose head is too long (431) or came too slowly (408), on whichever host: see listen.Head.
func (p *Proxy) RefuseHead(w http.ResponseWriter, r *http.Request, status int) {
	if status == http.StatusRequestTimeout {
		p.refuse(w, r, headTooLate)
		return
	}
	p.refuse(w, r, headTooLarge)
}

// noTraffic is why nothing passes for an order that has used what it may, and when that changes.
func (p *Proxy) noTraffic(t book.Target) reason {
	if t.Opens.IsZero() {
		return usedUp
	}
	at, more := t.Opens.UTC(), strconv.FormatUint(t.More>>20, 10)+" MiB"
	if t.More < 1<<20 {
		more = strconv.FormatUint(t.More>>10, 10) + " KiB"
	}
	return reason{
		status: 509, code: problem.TrafficNotOpen, retry: max(int(time.Until(t.Opens)/time.Second)+1, 1),
		en:      words{"The traffic that is open so far is used up", "Traffic opens as the order is paid for: " + more + " more at " + at.Format("2006-01-02 15:04") + " UTC."},
		zh:      words{"目前开放的流量已用完", "流量随订单付费逐步开放：" + at.Format("2006-01-02 15:04") + "（UTC）再开放 " + more + "。"},
		figures: map[string]string{"at": at.Format(time.RFC3339), "bytes": strconv.FormatUint(t.More, 10)},
	}
}

// refuse explains itself: to a browser that wants a page with one, to everything else with a problem document.
func (p *Proxy) refuse(w http.ResponseWriter, r *http.Request, why reason) {
	if p.cfg.Seen != nil {
		p.cfg.Seen(why.status)
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept, Accept-Language")
	p.secure(h)
	if why.status == 401 {
		h.Set("WWW-Authenticate", cmp.Or(why.asks, `Berth realm="service"`))
	}
	if why.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(why.retry))
	}
	if isCall(r) {
		refuseCall(w, callCode(why.status), why.en.Title+": "+why.en.Remedy)
		return
	}
	if !wantsPage(r) {
		pr := problem.New(why.status, why.code, "%s", why.en.Title).Remedy("%s", why.en.Remedy)
		pr.Figures = why.figures
		if why.order != 0 {
			pr.With("order", why.order.String())
		}
		body := web.Problem(pr, h.Set)
		w.WriteHeader(why.status)
		w.Write(body)
		return
	}
	lang, text, more := "en", why.en, moreWords.en
	if web.PrefersChinese(r.Header.Get("Accept-Language")) {
		lang, text, more = "zh", why.zh, moreWords.zh
	}
	app, paste := "", ""
	if p.cfg.App != "" && why.order != 0 {
		app = strings.TrimSuffix(p.cfg.App, "/") + "/orders/" + why.order.String()
	}
	if why.label != "" && (why.status == 401 || why.status == 403) {
		paste = p.cfg.Scheme + "://" + p.host + Prefix + "enter/" + why.label
	}
	var out bytes.Buffer
	err := page.Execute(&out, map[string]any{
		"Lang": lang, "Text": text, "More": more, "Style": template.CSS(style), "Order": why.order, "App": app, "Paste": paste, "Retry": why.retry, "Status": why.status,
	})
	if err != nil {
		p.cfg.Log.Error("page", "err", err)
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(why.status)
	if r.Method != http.MethodHead {
		w.Write(out.Bytes())
	}
}

// wantsPage reports whether a person is looking: what asks for HTML by name.
func wantsPage(r *http.Request) bool {
	return r.Header.Get("Upgrade") == "" && strings.Contains(r.Header.Get("Accept"), "text/html")
}
